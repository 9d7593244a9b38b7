package dev.gatun.engine;

/// The checks in front of every kernel, with one wording for all engines.
final class Checks {
  private final ElementType type;

  Checks(ElementType type) {
    this.type = type;
  }

  /// Requires live tensors of the engine's own element type. Overloads instead of an array: checks
  /// allocate nothing.
  void numbers(String operation, Tensor a) {
    ofType(operation, type, a);
  }

  void numbers(String operation, Tensor a, Tensor b) {
    numbers(operation, a);
    numbers(operation, b);
  }

  void numbers(String operation, Tensor a, Tensor b, Tensor c) {
    numbers(operation, a, b);
    numbers(operation, c);
  }

  void numbers(String operation, Tensor a, Tensor b, Tensor c, Tensor d) {
    numbers(operation, a, b);
    numbers(operation, c, d);
  }

  void ofType(String operation, ElementType expected, Tensor tensor) {
    alive(operation, tensor);
    if (tensor.type() != expected) {
      throw new ShapeMismatchException(
          "%s: elements must be %s, got %s".formatted(operation, expected, tensor));
    }
  }

  void alive(String operation, Tensor tensor) {
    if (!tensor.isAlive()) {
      throw new IllegalStateException(
          "%s: workspace '%s' is closed; tensor %s was freed with it; copy it into an open workspace first"
              .formatted(operation, tensor.workspace().name(), tensor.shape()));
    }
  }

  /// Requires two matrices of the same rows and columns.
  void same(String operation, String leftName, Tensor left, String rightName, Tensor right) {
    if (left.rows() != right.rows() || left.columns() != right.columns()) {
      throw mismatch(operation, "shapes differ", leftName, left, rightName, right);
    }
  }

  /// Requires that `small` can be repeated to the shape of `large`.
  void repeats(String operation, String smallName, Tensor small, String largeName, Tensor large) {
    boolean rows = small.rows() == large.rows() || small.rows() == 1;
    boolean columns = small.columns() == large.columns() || small.columns() == 1;
    if (!rows || !columns) {
      throw mismatch(
          operation,
          smallName + " must be [n, k], [1, k], [n, 1] or [1, 1] beside " + largeName + " [n, k]",
          smallName,
          small,
          largeName,
          large);
    }
  }

  void sizes(String operation, String name, Tensor tensor, int rows, int columns) {
    if (tensor.rows() != rows || tensor.columns() != columns) {
      throw new ShapeMismatchException(
          "%s: %s must be [%d, %d], got %s"
              .formatted(operation, name, rows, columns, tensor.shape()));
    }
  }

  /// Requires that an output shares no memory with an input.
  void apart(String operation, String inputName, Tensor input, String outputName, Tensor output) {
    if (input.overlaps(output)) {
      throw new IllegalArgumentException(
          "%s: %s %s shares memory with %s %s; give the result a tensor of its own"
              .formatted(operation, outputName, output.shape(), inputName, input.shape()));
    }
  }

  /// Requires that an output is the input itself or shares no memory with it.
  void inPlaceOrApart(
      String operation, String inputName, Tensor input, String outputName, Tensor output) {
    if (input.address() != output.address()
        || input.rows() != output.rows()
        || input.columns() != output.columns()) {
      apart(operation, inputName, input, outputName, output);
    }
  }

  static ShapeMismatchException mismatch(
      String operation, String rule, String leftName, Tensor left, String rightName, Tensor right) {
    return new ShapeMismatchException(
        "%s: %s: %s is %s, %s is %s"
            .formatted(operation, rule, leftName, left.shape(), rightName, right.shape()));
  }
}

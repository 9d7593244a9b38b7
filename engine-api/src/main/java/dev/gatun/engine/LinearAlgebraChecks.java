package dev.gatun.engine;

import org.jspecify.annotations.Nullable;

/// The checks in front of [LinearAlgebraKernels]; the tensors are F32 or F64, all alike.
final class LinearAlgebraChecks {
  private final Engine engine;
  private final Checks checks;

  LinearAlgebraChecks(Engine engine, Checks checks) {
    this.engine = engine;
    this.checks = checks;
  }

  void svd(Tensor a, @Nullable Tensor u, Tensor s, @Nullable Tensor vt) {
    String operation = "svd";
    matrix(operation, "a", a);
    int p = Math.min(a.rows(), a.columns());
    output(operation, a, "s", s, p, 1);
    if (u != null) {
      output(operation, a, "u", u, a.rows(), u.columns() == a.rows() ? a.rows() : p);
      checks.apart(operation, "u", u, "s", s);
    }
    if (vt != null) {
      output(operation, a, "vt", vt, vt.rows() == a.columns() ? a.columns() : p, a.columns());
      checks.apart(operation, "vt", vt, "s", s);
    }
    if (u != null && vt != null) {
      checks.apart(operation, "u", u, "vt", vt);
    }
  }

  void leastSquares(Tensor a, Tensor b, Tensor x, Tensor s) {
    String operation = "leastSquares";
    matrix(operation, "a", a);
    rightHandSide(operation, "a", a, b);
    output(operation, a, "x", x, a.columns(), b.columns());
    output(operation, a, "s", s, Math.min(a.rows(), a.columns()), 1);
    checks.apart(operation, "b", b, "x", x);
    checks.apart(operation, "b", b, "s", s);
    checks.apart(operation, "x", x, "s", s);
  }

  void cholesky(Tensor a, Tensor l) {
    square("cholesky", "a", a);
    output("cholesky", a, "l", l, a.rows(), a.rows());
  }

  void choleskySolve(Tensor l, Tensor b, Tensor x) {
    String operation = "choleskySolve";
    square(operation, "l", l);
    rightHandSide(operation, "l", l, b);
    output(operation, l, "x", x, b.rows(), b.columns());
    checks.apart(operation, "b", b, "x", x);
  }

  void symmetricEigen(Tensor a, Tensor values, Tensor vectors) {
    String operation = "symmetricEigen";
    square(operation, "a", a);
    output(operation, a, "values", values, a.rows(), 1);
    output(operation, a, "vectors", vectors, a.rows(), a.rows());
    checks.apart(operation, "values", values, "vectors", vectors);
  }

  void qr(Tensor a, Tensor q, Tensor r) {
    String operation = "qr";
    matrix(operation, "a", a);
    int columns = q.columns() == a.rows() ? a.rows() : Math.min(a.rows(), a.columns());
    output(operation, a, "q", q, a.rows(), columns);
    output(operation, a, "r", r, columns, a.columns());
    checks.apart(operation, "q", q, "r", r);
  }

  private void square(String operation, String name, Tensor a) {
    matrix(operation, name, a);
    checks.sizes(operation, name, a, a.rows(), a.rows());
  }

  private void rightHandSide(String operation, String name, Tensor a, Tensor b) {
    checks.ofType(operation, a.type(), b);
    if (a.rows() != b.rows()) {
      throw Checks.mismatch(operation, "rows differ", name, a, "b", b);
    }
    finite(operation, "b", b);
  }

  private void matrix(String operation, String name, Tensor a) {
    checks.alive(operation, a);
    if (a.type() != ElementType.F32 && a.type() != ElementType.F64) {
      throw new ShapeMismatchException(
          "%s: elements must be F32 or F64, got %s".formatted(operation, a));
    }
    finite(operation, name, a);
  }

  private void output(
      String operation, Tensor a, String name, Tensor tensor, int rows, int columns) {
    checks.ofType(operation, a.type(), tensor);
    checks.sizes(operation, name, tensor, rows, columns);
    checks.apart(operation, "a", a, name, tensor);
  }

  /// Iterations on NaN may never end.
  private void finite(String operation, String name, Tensor tensor) {
    for (int i = 0; i < tensor.rows(); i++) {
      double[] row = engine.download(tensor.rows(i, 1));
      for (int j = 0; j < row.length; j++) {
        if (!Double.isFinite(row[j])) {
          throw new ArithmeticException(
              "%s: %s %s must be finite, got %s at [%d, %d]"
                  .formatted(operation, name, tensor.shape(), row[j], i, j));
        }
      }
    }
  }
}

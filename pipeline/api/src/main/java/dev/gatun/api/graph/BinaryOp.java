package dev.gatun.api.graph;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.List;
import java.util.Locale;

/// A function of two values, the smaller of which is repeated; its gradient is summed over the
/// repetitions.
record BinaryOp(Binary f) implements Op {
  @Override
  public String name() {
    return f.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (repeats(b, a)) {
      return a;
    }
    if (repeats(a, b)) {
      return b;
    }
    throw new ShapeMismatchException(
        "%s: shapes must be equal, or one [1, k], [n, 1] or [1, 1], got %s and %s"
            .formatted(name(), a, b));
  }

  private static boolean repeats(Shape small, Shape large) {
    return (small.rows() == large.rows() || small.rows() == 1)
        && (small.columns() == large.columns() || small.columns() == 1);
  }

  @Override
  public boolean isDifferentiable() {
    return f != Binary.GREATER;
  }

  @Override
  public List<Shape> saved(List<Shape> inputs) {
    boolean repeated = inputs.stream().anyMatch(input -> !fits(input, shape(inputs)));
    boolean summedDirectly = f == Binary.PLUS || f == Binary.MINUS;
    return repeated && !summedDirectly && isDifferentiable() ? List.of(shape(inputs)) : List.of();
  }

  private static boolean fits(Shape input, Shape output) {
    return input.rows() == output.rows() && input.columns() == output.columns();
  }

  @Override
  public void forward(Call call) {
    call.kernels().binary(f, call.input(0), call.input(1), call.output());
  }

  @Override
  public void backward(Call call) {
    for (int i = 0; i < 2; i++) {
      if (call.needsGradient(i)) {
        Tensor target = call.inputGradient(i);
        Tensor dy = call.outputGradient();
        if (fits(target.shape(), dy.shape())) {
          fullGradient(call, i, target);
        } else {
          summedGradient(call, i, target);
        }
      }
    }
  }

  /// Computes the gradient of an input that was repeated.
  private void summedGradient(Call call, int input, Tensor to) {
    Kernels kernels = call.kernels();
    if (f == Binary.PLUS || f == Binary.MINUS) {
      kernels.reduce(Reduction.SUM, call.outputGradient(), to);
      if (f == Binary.MINUS && input == 1) {
        kernels.unary(Unary.AFFINE, -1, 0, to, to);
      }
    } else {
      Tensor full = call.saved(0);
      fullGradient(call, input, full);
      kernels.reduce(Reduction.SUM, full, to);
    }
  }

  /// Computes the gradient of an input before the sum over repetitions.
  private void fullGradient(Call call, int input, Tensor to) {
    Kernels kernels = call.kernels();
    Tensor dy = call.outputGradient();
    Tensor a = call.input(0);
    Tensor b = call.input(1);
    switch (f) {
      case PLUS -> kernels.copy(dy, to);
      case MINUS -> kernels.axpby(input == 0 ? 1 : -1, dy, 0, to);
      case TIMES -> kernels.binary(Binary.TIMES, dy, input == 0 ? b : a, to);
      case DIVIDE -> {
        kernels.binary(Binary.DIVIDE, dy, b, to);
        if (input == 1) {
          kernels.binary(Binary.TIMES, to, call.output(), to);
          kernels.unary(Unary.AFFINE, -1, 0, to, to);
        }
      }
      case MAXIMUM, MINIMUM -> {
        boolean greater = f == Binary.MAXIMUM;
        kernels.binary(Binary.GREATER, greater ? a : b, greater ? b : a, to);
        if (input == 1) {
          kernels.unary(Unary.AFFINE, -1, 1, to, to);
        }
        kernels.binary(Binary.TIMES, dy, to, to);
      }
      case GREATER -> throw new AssertionError("no gradient flows through greater");
    }
  }
}

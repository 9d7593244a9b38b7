package dev.gatun.tests.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A matrix product `c = op(a)·op(b)`, `[m, n] = [m, k]·[k, n]`.
///
/// @param purpose what it is for, in a few words
/// @param transposeA whether `a` is kept as `[k, m]`
/// @param transposeB whether `b` is kept as `[n, k]`
/// @param m rows of the result
/// @param k terms of each sum
/// @param n columns of the result
record ProductShape(String purpose, boolean transposeA, boolean transposeB, int m, int k, int n) {

  /// The matrices of a product.
  record Operands(Tensor a, Tensor b, Tensor c) {}

  /// {@return the product of two square matrices}
  ///
  /// @param n their extent
  static ProductShape square(int n) {
    return new ProductShape("square", false, false, n, n, n);
  }

  /// {@return the three products of a step through a linear layer: forward, gradient of the
  /// weights, gradient of the inputs}
  ///
  /// @param layer its name
  /// @param batch examples in a step
  /// @param inputs width before it
  /// @param outputs width behind it
  static List<ProductShape> layer(String layer, int batch, int inputs, int outputs) {
    return List.of(
        new ProductShape(layer + " forward", false, false, batch, inputs, outputs),
        new ProductShape(layer + " weights", true, false, inputs, batch, outputs),
        new ProductShape(layer + " inputs", false, true, batch, outputs, inputs));
  }

  /// {@return the products to measure: squares, the layers of workload B by batch, and those of C
  /// and D}
  ///
  /// @param quick whether a few are enough
  static List<ProductShape> all(boolean quick) {
    List<ProductShape> shapes = new ArrayList<>();
    for (int n : quick ? new int[] {128, 512, 1024} : new int[] {128, 256, 512, 1024, 2048}) {
      shapes.add(square(n));
    }
    for (int batch : quick ? new int[] {128} : new int[] {32, 64, 128, 256, 1024}) {
      shapes.addAll(layer("B " + batch + " hidden", batch, 784, 512));
    }
    shapes.addAll(layer("B 128 output", 128, 512, 10));
    if (!quick) {
      shapes.addAll(layer("C 64 output", 64, 512, 784));
      shapes.addAll(layer("C 256 output", 256, 512, 784));
      shapes.addAll(layer("D 128 hidden", 128, 1024, 1024));
      shapes.addAll(layer("D 512 hidden", 512, 1024, 1024));
    }
    return shapes;
  }

  /// {@return floating-point operations of one product: a multiplication and an addition for each
  /// term}
  double operations() {
    return 2.0 * m * k * n;
  }

  /// {@return the extents, with a prime at a transposed operand, as in `784'x128x512`}
  String extents() {
    return m + (transposeA ? "'x" : "x") + k + (transposeB ? "'x" : "x") + n;
  }

  /// Makes matrices with values between −1 and 1.
  ///
  /// @param workspace owns them
  /// @return the matrices
  Operands operands(Workspace workspace) {
    return new Operands(
        random(workspace, transposeA ? Shape.of(k, m) : Shape.of(m, k)),
        random(workspace, transposeB ? Shape.of(n, k) : Shape.of(k, n)),
        workspace.allocate(ElementType.F32, Shape.of(m, n)));
  }

  private static Tensor random(Workspace workspace, Shape shape) {
    Tensor tensor = workspace.allocate(ElementType.F32, shape);
    Random random = new Random(7);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, 2 * random.nextFloat() - 1);
    }
    return tensor;
  }

  /// Multiplies once.
  ///
  /// @param kernels do it
  /// @param operands of this shape
  void run(Kernels kernels, Operands operands) {
    kernels.gemm(transposeA, transposeB, 1, operands.a(), operands.b(), 0, operands.c());
  }
}

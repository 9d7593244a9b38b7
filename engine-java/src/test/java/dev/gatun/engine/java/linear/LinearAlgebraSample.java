package dev.gatun.engine.java.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// Tensors of one type for one test of linear algebra, and the bounds that results must meet.
///
/// Bounds have the form `c·max(m, n)·u·‖A‖` (LAPACK Users' Guide, 3rd ed., sections 4.1 and 4.9;
/// the derivations in Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., chapters
/// 10 and 19, have larger factors, which rounding errors do not reach). Seen are less than 10 for
/// residuals at every size, and less than 1 for `max(m, n)` in deviations from orthogonality.
final class LinearAlgebraSample implements AutoCloseable {
  /// The factor c.
  static final double MODEST = 10;

  /// Nothing but the linear algebra under test.
  record Plain() implements JavaLinearAlgebra {
    @Override
    public Kernels fallback() {
      return this;
    }

    @Override
    public Map<String, String> description() {
      return Map.of();
    }
  }

  static final Kernels KERNELS = new Plain();

  private final Workspace workspace = Workspace.open("linear algebra");
  private final ElementType type;

  LinearAlgebraSample(ElementType type) {
    this.type = type;
  }

  double unit() {
    return type == ElementType.F32 ? 0x1p-24 : 0x1p-53;
  }

  /// {@return a tensor of NaN}
  Tensor output(int... extents) {
    Tensor tensor = workspace.allocate(type, Shape.of(extents));
    double[] row = new double[tensor.columns()];
    Arrays.fill(row, Double.NaN);
    double[][] rows = new double[tensor.rows()][];
    Arrays.fill(rows, row);
    Matrices.write(rows, tensor);
    return tensor;
  }

  Tensor of(double[][] rows, int columns) {
    Tensor tensor = workspace.allocate(type, Shape.of(rows.length, columns));
    Matrices.write(rows, tensor);
    return tensor;
  }

  Tensor of(double[][] rows) {
    return of(rows, rows[0].length);
  }

  static double[][] random(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] result = new double[rows][columns];
    for (double[] row : result) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return result;
  }

  static double[][] hilbert(int n) {
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      int row = i;
      Arrays.setAll(result[i], j -> 1.0 / (row + j + 1));
    }
    return result;
  }

  static double[][] vandermonde(int rows, int columns) {
    double[][] result = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      double x = i;
      Arrays.setAll(result[i], j -> Math.pow(x, j));
    }
    return result;
  }

  static double[][] scaled(double[][] a, double factor) {
    return Arrays.stream(a)
        .map(row -> Arrays.stream(row).map(value -> value * factor).toArray())
        .toArray(double[][]::new);
  }

  static double[] numbers(Tensor x) {
    return Arrays.stream(Matrices.read(x)).flatMapToDouble(Arrays::stream).toArray();
  }

  static double[][] product(double[][] a, double[][] b, int columns) {
    double[][] result = new double[a.length][columns];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        Matrices.addRow(a[i][k], b[k], 0, columns, result[i]);
      }
    }
    return result;
  }

  /// {@return the greatest magnitude among the differences of two matrices}
  static double distance(double[][] a, double[][] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        double difference = Math.abs(a[i][j] - b[i][j]);
        worst = difference <= worst ? worst : difference;
      }
    }
    return worst;
  }

  static double largest(double[][] a) {
    return Arrays.stream(a).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  /// Requires orthonormal columns.
  void assertOrthonormal(String what, double[][] q, int columns) {
    double[][] transposed = Matrices.transposed(q, columns);
    double[][] gram = product(transposed, q, columns);
    assertThat(distance(gram, Matrices.identity(columns, columns)))
        .as("%s: deviation of %d columns of %d from orthonormality", what, columns, q.length)
        .isLessThanOrEqualTo(MODEST * Math.max(1, q.length) * unit());
  }

  /// Requires that two matrices agree to a modest multiple of `size·u·norm`.
  void assertClose(String what, double[][] a, double[][] b, int size, double norm) {
    assertThat(distance(a, b))
        .as("%s: residual", what)
        .isLessThanOrEqualTo(MODEST * Math.max(1, size) * unit() * norm);
  }

  @Override
  public void close() {
    workspace.close();
  }
}

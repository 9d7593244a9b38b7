package dev.gatun.engine.java.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QrTest {
  private static void check(ElementType type, double[][] a, int n) {
    int p = Math.min(a.length, n);
    check(type, a, n, p);
    check(type, a, n, a.length);
  }

  private static void check(ElementType type, double[][] a, int n, int columns) {
    int m = a.length;
    try (LinearAlgebraSample sample = new LinearAlgebraSample(type)) {
      Tensor matrix = sample.of(a, n);
      Tensor q = sample.output(m, columns);
      Tensor r = sample.output(columns, n);
      LinearAlgebraSample.KERNELS.qr(matrix, q, r);
      double[][] left = Matrices.read(q);
      double[][] right = Matrices.read(r);
      sample.assertOrthonormal("q", left, columns);
      double[][] exact = Matrices.transposed(Matrices.read(matrix), n);
      double[][] product = Matrices.transposed(LinearAlgebraSample.product(left, right, n), n);
      for (int j = 0; j < n; j++) {
        for (int i = j + 1; i < columns; i++) {
          assertThat(right[i][j]).as("r[%d, %d]", i, j).isZero();
        }
        // Higham, theorem 19.4: column by column.
        double[][] column = {exact[j]};
        double norm = Math.sqrt(m) * LinearAlgebraSample.largest(column);
        sample.assertClose("column " + j, column, new double[][] {product[j]}, m, norm);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void productsOfTheFactorsAreTheMatrixForAwkwardShapes(ElementType type) {
    int[][] shapes = {
      {1, 1}, {1, 7}, {7, 1}, {3, 2}, {2, 3}, {33, 33}, {65, 64}, {200, 3}, {3, 200}, {70, 40},
      {130, 70}, {0, 4}, {4, 0}, {0, 0}
    };
    for (int[] shape : shapes) {
      check(type, LinearAlgebraSample.random(shape[0], shape[1], 1), shape[1]);
    }
  }

  @Test
  void hardMatricesHaveFactors() {
    check(ElementType.F64, new double[5][3], 3);
    check(ElementType.F64, LinearAlgebraSample.hilbert(12), 12);
    check(ElementType.F64, LinearAlgebraSample.vandermonde(30, 12), 12);
    double[] scales = {1, 1e-300, 1e300, 1e-150, 1e150, 0};
    double[][] columns = LinearAlgebraSample.random(40, scales.length, 2);
    for (double[] row : columns) {
      for (int j = 0; j < scales.length; j++) {
        row[j] *= scales[j];
      }
    }
    check(ElementType.F64, columns, scales.length);
  }
}

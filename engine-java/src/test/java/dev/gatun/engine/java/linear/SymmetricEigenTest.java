package dev.gatun.engine.java.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SymmetricEigenTest {
  private static double[] check(ElementType type, double[][] lower) {
    int n = lower.length;
    try (LinearAlgebraSample sample = new LinearAlgebraSample(type)) {
      Tensor matrix = sample.of(lower, n);
      Tensor values = sample.output(n);
      Tensor vectors = sample.output(n, n);
      LinearAlgebraSample.KERNELS.symmetricEigen(matrix, values, vectors);
      double[][] a = Matrices.read(matrix);
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          a[i][j] = a[j][i];
        }
      }
      double[] found = LinearAlgebraSample.numbers(values);
      assertThat(found).isSorted();
      double[][] rows = Matrices.read(vectors);
      double[][] columns = Matrices.transposed(rows, n);
      sample.assertOrthonormal("vectors", columns, n);
      double norm = 0;
      double[][] scaledRows = new double[n][n];
      for (int i = 0; i < n; i++) {
        norm = Math.max(norm, Math.abs(found[i]));
        Matrices.addRow(found[i], rows[i], 0, n, scaledRows[i]);
      }
      sample.assertClose("eigen", a, LinearAlgebraSample.product(columns, scaledRows, n), n, norm);
      return found;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void vectorsDiagonalizeRandomMatricesOfEachOrder(ElementType type) {
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 8, 17, 33, 64, 101}) {
      check(type, LinearAlgebraSample.random(n, n, n));
    }
  }

  /// The second difference has the eigenvalues `2 − 2·cos(kπ/(n + 1))`.
  @Test
  void eigenvaluesOfTheSecondDifferenceAreThoseKnown() {
    int n = 50;
    double[][] a = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i][i] = 2;
      if (i > 0) {
        a[i][i - 1] = -1;
      }
    }
    double[] values = check(ElementType.F64, a);
    for (int k = 1; k <= n; k++) {
      assertThat(values[k - 1])
          .isEqualTo(2 - 2 * Math.cos(k * Math.PI / (n + 1)), within(4 * n * 0x1p-53));
    }
  }

  @Test
  void hilbertMatricesHaveTheirKnownNorm() {
    assertThat(check(ElementType.F64, LinearAlgebraSample.hilbert(3))[2])
        .isEqualTo(1.408318927123654, within(4e-16));
    for (int n = 5; n <= 12; n++) {
      check(ElementType.F64, LinearAlgebraSample.hilbert(n));
    }
  }

  @Test
  void repeatedZeroNegativeAndGradedValuesAreFound() {
    assertThat(check(ElementType.F64, new double[7][7])).containsOnly(0);
    assertThat(check(ElementType.F64, Matrices.identity(7, 7))).containsOnly(1);
    double[][] swap = {{0, 0}, {1, 0}};
    assertThat(check(ElementType.F64, swap)).containsExactly(new double[] {-1, 1}, within(4e-16));
    double[][] graded = LinearAlgebraSample.random(12, 12, 3);
    double[][] reversed = LinearAlgebraSample.random(12, 12, 3);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 12; j++) {
        graded[i][j] *= Math.pow(10, -2.0 * (i + j));
        reversed[i][j] *= Math.pow(10, -2.0 * (22 - i - j));
      }
    }
    check(ElementType.F64, graded);
    check(ElementType.F64, reversed);
  }

  @Test
  void extremeScalesOverflowAndVanishNowhere() {
    double[][] a = LinearAlgebraSample.random(20, 20, 5);
    double[] plain = check(ElementType.F64, a);
    for (double scale : new double[] {0x1p-1000, 1e-300, 1e-150, 1e150, 1e300}) {
      double[] values = check(ElementType.F64, LinearAlgebraSample.scaled(a, scale));
      for (int i = 0; i < 20; i++) {
        assertThat(values[i] / scale).isEqualTo(plain[i], within(1e-13));
      }
    }
  }
}

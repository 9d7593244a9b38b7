package dev.gatun.engine.java.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CholeskyTest {
  /// {@return `g·gᵀ + n·I`, with what must not be read above the diagonal}
  private static double[][] definite(int n) {
    double[][] g = LinearAlgebraSample.random(n, n, n);
    double[][] a = LinearAlgebraSample.product(g, Matrices.transposed(g, n), n);
    for (int i = 0; i < n; i++) {
      a[i][i] += n;
      for (int j = i + 1; j < n; j++) {
        a[i][j] = 1e6;
      }
    }
    return a;
  }

  private static double[][] mirrored(double[][] lower) {
    double[][] full = lower.clone();
    for (int i = 0; i < lower.length; i++) {
      full[i] = lower[i].clone();
      for (int j = i + 1; j < lower.length; j++) {
        full[i][j] = lower[j][i];
      }
    }
    return full;
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void factorsAndSolutionsHaveSmallResiduals(ElementType type) {
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 8, 17, 64, 101}) {
      for (int count : new int[] {0, 1, 2, 7}) {
        try (LinearAlgebraSample sample = new LinearAlgebraSample(type)) {
          Tensor matrix = sample.of(definite(n), n);
          Tensor l = sample.output(n, n);
          assertThat(LinearAlgebraSample.KERNELS.cholesky(matrix, l)).isZero();
          double[][] a = mirrored(Matrices.read(matrix));
          double[][] factor = Matrices.read(l);
          for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
              assertThat(factor[i][j]).isZero();
            }
          }
          double[][] product =
              LinearAlgebraSample.product(factor, Matrices.transposed(factor, n), n);
          // Higham, theorem 10.3: |a − l·lᵀ| ≤ γₙ₊₁·|l|·|lᵀ|, the diagonal of which is a's.
          double norm = LinearAlgebraSample.largest(a);
          sample.assertClose("l·lᵀ", a, product, n, norm);

          Tensor b = sample.of(LinearAlgebraSample.random(n, count, 9), count);
          Tensor x = sample.output(n, count);
          LinearAlgebraSample.KERNELS.choleskySolve(l, b, x);
          double[][] solution = Matrices.read(x);
          double[][] right = LinearAlgebraSample.product(a, solution, count);
          double scale = n * norm * LinearAlgebraSample.largest(solution);
          sample.assertClose("a·x", Matrices.read(b), right, n, scale);
        }
      }
    }
  }

  @Test
  void hilbertMatricesAreDefiniteUntilRoundingEndsIt() {
    for (int n = 5; n <= 12; n++) {
      try (LinearAlgebraSample sample = new LinearAlgebraSample(ElementType.F64)) {
        Tensor l = sample.output(n, n);
        assertThat(
                LinearAlgebraSample.KERNELS.cholesky(sample.of(LinearAlgebraSample.hilbert(n)), l))
            .isZero();
      }
    }
  }

  @Test
  void firstMinorThatIsNotPositiveIsNamed() {
    double[][] zeroPivot = {{4, 0, 0}, {2, 1, 0}, {0, 0, 1}};
    double[][] negative = {{-1}};
    double[][] last = {{1, 0, 0}, {0, 1, 0}, {1, 1, 1}};
    try (LinearAlgebraSample sample = new LinearAlgebraSample(ElementType.F64)) {
      Tensor l = sample.output(3, 3);
      assertThat(LinearAlgebraSample.KERNELS.cholesky(sample.of(zeroPivot), l)).isEqualTo(2);
      assertThat(LinearAlgebraSample.KERNELS.cholesky(sample.of(last), l)).isEqualTo(3);
      assertThat(LinearAlgebraSample.KERNELS.cholesky(sample.of(negative), sample.output(1, 1)))
          .isEqualTo(1);
    }
  }
}

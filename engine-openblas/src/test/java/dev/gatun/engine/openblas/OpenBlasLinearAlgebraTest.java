package dev.gatun.engine.openblas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import dev.gatun.ffi.BlasLibrary;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenBlasLinearAlgebraTest {
  private static final int[][] SHAPES = {
    {1, 1}, {1, 7}, {7, 1}, {2, 2}, {3, 2}, {2, 3}, {33, 33}, {65, 64}, {200, 3}, {3, 200},
    {130, 70}, {70, 130}
  };

  @BeforeAll
  static void theBundledLibraryHasLapack() {
    assertThat(BlasLibrary.load())
        .isInstanceOfSatisfying(
            BlasLibrary.Loaded.class, library -> assertThat(library.hasLapack()).isTrue());
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void singularValuesAndVectorsMakeUpTheMatrix(ElementType type) {
    for (int[] shape : SHAPES) {
      int m = shape[0];
      int n = shape[1];
      int p = Math.min(m, n);
      for (int[] size : new int[][] {{p, p}, {m, n}, {m, p}, {p, n}}) {
        try (Numbers numbers = new Numbers(type)) {
          Tensor a = numbers.random(m, n);
          double[] before = numbers.values(a);
          Tensor u = numbers.output(m, size[0]);
          Tensor s = numbers.output(p);
          Tensor vt = numbers.output(size[1], n);
          OpenBlasLinearAlgebra.svd(a, u, s, vt);
          assertThat(numbers.values(a)).isEqualTo(before);
          numbers.assertOrthonormalColumns(u);
          numbers.assertOrthonormalColumns(numbers.transposed(vt));
          double[] values = numbers.values(s);
          numbers.assertProduct(a, u, values, vt, values[0]);

          Tensor other = numbers.output(p);
          for (List<Boolean> wanted :
              List.of(List.of(false, false), List.of(true, false), List.of(false, true))) {
            Tensor left = numbers.output(m, size[0]);
            Tensor right = numbers.output(size[1], n);
            OpenBlasLinearAlgebra.svd(
                a, wanted.get(0) ? left : null, other, wanted.get(1) ? right : null);
            assertThat(numbers.values(other))
                .containsExactly(values, within(10 * numbers.unit() * values[0] * (m + n)));
            if (wanted.get(0)) {
              numbers.assertOrthonormalColumns(left);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void orthogonalAndTriangularFactorMakeUpTheMatrix(ElementType type) {
    for (int[] shape : SHAPES) {
      int m = shape[0];
      int n = shape[1];
      for (int columns : new int[] {Math.min(m, n), m}) {
        try (Numbers numbers = new Numbers(type)) {
          Tensor a = numbers.random(m, n);
          Tensor q = numbers.output(m, columns);
          Tensor r = numbers.output(columns, n);
          OpenBlasLinearAlgebra.qr(a, q, r);
          numbers.assertOrthonormalColumns(q);
          double[] factor = numbers.values(r);
          for (int i = 0; i < columns; i++) {
            for (int j = 0; j < Math.min(i, n); j++) {
              assertThat(factor[i * n + j]).as("r[%d, %d]", i, j).isZero();
            }
          }
          double[] ones = new double[columns];
          Arrays.fill(ones, 1);
          numbers.assertProduct(a, q, ones, r, Math.sqrt(m) + Math.sqrt(n));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void eigenvaluesAndVectorsMakeUpTheMatrix(ElementType type) {
    for (int n : new int[] {1, 2, 3, 5, 17, 64, 101}) {
      try (Numbers numbers = new Numbers(type)) {
        Tensor a = numbers.symmetric(n, 0);
        Tensor values = numbers.output(n);
        Tensor vectors = numbers.output(n, n);
        OpenBlasSymmetric.symmetricEigen(numbers.lowerOnly(a), values, vectors);
        Tensor columns = numbers.transposed(vectors);
        numbers.assertOrthonormalColumns(columns);
        double[] found = numbers.values(values);
        assertThat(found).isSorted();
        double norm = Math.max(Math.abs(found[0]), Math.abs(found[n - 1]));
        numbers.assertProduct(a, columns, found, vectors, norm);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void choleskyFactorsMakeUpTheMatrixAndSolveItsEquations(ElementType type) {
    for (int n : new int[] {1, 2, 3, 5, 17, 64, 101}) {
      for (int count : new int[] {1, 2, 7}) {
        try (Numbers numbers = new Numbers(type)) {
          Tensor a = numbers.symmetric(n, 4 * n);
          Tensor l = numbers.output(n, n);
          assertThat(OpenBlasSymmetric.cholesky(numbers.lowerOnly(a), l)).isZero();
          double[] factor = numbers.values(l);
          for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
              assertThat(factor[i * n + j]).as("l[%d, %d]", i, j).isZero();
            }
          }
          double[] ones = new double[n];
          Arrays.fill(ones, 1);
          numbers.assertProduct(a, l, ones, numbers.transposed(l), 8.0 * n);
          Tensor b = numbers.random(n, count);
          Tensor x = numbers.output(n, count);
          OpenBlasSymmetric.choleskySolve(l, b, x);
          numbers.assertProduct(b, a, ones, x, 8.0 * n);
        }
      }
    }
  }

  @Test
  void firstMinorThatIsNotPositiveIsNamed() {
    try (Numbers numbers = new Numbers(ElementType.F64)) {
      Tensor a = numbers.of(3, 3, 4, 0, 0, 2, 1, 0, 0, 0, 1);
      assertThat(OpenBlasSymmetric.cholesky(a, numbers.output(3, 3))).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void leastSquaresSolveWhatCanBeSolved(ElementType type) {
    for (int[] shape : SHAPES) {
      int m = shape[0];
      int n = shape[1];
      int p = Math.min(m, n);
      for (int count : new int[] {1, 3}) {
        try (Numbers numbers = new Numbers(type)) {
          Tensor a = numbers.random(m, n);
          Tensor truth = numbers.random(n, count);
          Tensor b = numbers.product(a, truth);
          Tensor x = numbers.output(n, count);
          Tensor s = numbers.output(p);
          assertThat(OpenBlasLinearAlgebra.leastSquares(a, b, -1, x, s)).isEqualTo(p);
          double[] values = numbers.values(s);
          double[] ones = new double[n];
          Arrays.fill(ones, 1);
          numbers.assertProduct(b, a, ones, x, values[0] * n);
          if (m >= n) {
            double bound = 10 * Math.max(m, n) * numbers.unit() * values[0] / values[p - 1];
            assertThat(numbers.values(x)).containsExactly(numbers.values(truth), within(5 * bound));
          }
        }
      }
    }
  }

  @Test
  void cutoffDecidesTheRankAndTheShortestSolutionIsTaken() {
    try (Numbers numbers = new Numbers(ElementType.F64)) {
      Tensor a = numbers.of(3, 3, 1, 1, 0, 1, 1, 1, 1, 1, -1);
      Tensor b = numbers.of(3, 1, 2, 5, -1);
      Tensor x = numbers.output(3, 1);
      Tensor s = numbers.output(3);
      assertThat(OpenBlasLinearAlgebra.leastSquares(a, b, -1, x, s)).isEqualTo(2);
      assertThat(numbers.values(x)).containsExactly(new double[] {1, 1, 3}, within(1e-14));
      assertThat(OpenBlasLinearAlgebra.leastSquares(a, b, 0.9, x, s)).isEqualTo(1);
      assertThat(OpenBlasLinearAlgebra.leastSquares(a, b, 1, x, s)).isZero();
      assertThat(numbers.values(x)).containsOnly(0);

      Tensor small = numbers.of(2, 2, 1, 0, 0, 1e-200);
      Tensor right = numbers.of(2, 1, 1, 1e-200);
      Tensor y = numbers.output(2, 1);
      assertThat(OpenBlasLinearAlgebra.leastSquares(small, right, 0, y, numbers.output(2)))
          .isEqualTo(2);
      assertThat(OpenBlasLinearAlgebra.leastSquares(small, right, -1, y, numbers.output(2)))
          .isEqualTo(1);
    }
  }

  @Test
  void zerosAndExtremeScalesAreServed() {
    try (Numbers numbers = new Numbers(ElementType.F64)) {
      Tensor zero = numbers.of(3, 2, 0, 0, 0, 0, 0, 0);
      Tensor s = numbers.output(2);
      Tensor u = numbers.output(3, 3);
      OpenBlasLinearAlgebra.svd(zero, u, s, null);
      assertThat(numbers.values(s)).containsOnly(0);
      numbers.assertOrthonormalColumns(u);
      for (double scale : new double[] {1e-300, 1e-150, 1e150, 1e300}) {
        Tensor a = numbers.of(2, 2, 3 * scale, 0, 0, -4 * scale);
        OpenBlasLinearAlgebra.svd(a, null, s, null);
        assertThat(numbers.values(s)[0] / scale).isEqualTo(4, within(1e-14));
        assertThat(numbers.values(s)[1] / scale).isEqualTo(3, within(1e-14));
      }
    }
  }
}

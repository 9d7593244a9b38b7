package dev.gatun.engine.java.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeastSquaresTest {
  private record Solution(double[][] x, double[] values, int rank) {}

  private static Solution solve(
      ElementType type, double[][] a, int n, double[][] b, int count, double cutoff) {
    try (LinearAlgebraSample sample = new LinearAlgebraSample(type)) {
      Tensor x = sample.output(n, count);
      Tensor s = sample.output(Math.min(a.length, n));
      Tensor right = sample.of(b, count);
      int rank = LinearAlgebraSample.KERNELS.leastSquares(sample.of(a, n), right, cutoff, x, s);
      return new Solution(Matrices.read(x), LinearAlgebraSample.numbers(s), rank);
    }
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void residualsAreOrthogonalToTheColumns(ElementType type) {
    int[][] shapes = {{1, 1}, {5, 3}, {40, 40}, {100, 30}, {2, 1}};
    for (int[] shape : shapes) {
      double[][] a = LinearAlgebraSample.random(shape[0], shape[1], 1);
      double[][] b = LinearAlgebraSample.random(shape[0], 4, 2);
      if (type == ElementType.F32) {
        a = rounded(a);
        b = rounded(b);
      }
      Solution solution = solve(type, a, shape[1], b, 4, -1);
      assertThat(solution.rank()).isEqualTo(shape[1]);
      double[][] residual = LinearAlgebraSample.product(a, solution.x(), 4);
      for (int i = 0; i < b.length; i++) {
        Matrices.addRow(-1, b[i], 0, 4, residual[i]);
      }
      double[][] gradient =
          LinearAlgebraSample.product(Matrices.transposed(a, shape[1]), residual, 4);
      double unit = type == ElementType.F32 ? 0x1p-24 : 0x1p-53;
      double norm = solution.values()[0];
      double size = norm * LinearAlgebraSample.largest(solution.x()) * shape[1] + shape[0];
      assertThat(LinearAlgebraSample.largest(gradient)).isLessThan(10 * unit * norm * size);
    }
  }

  private static double[][] rounded(double[][] a) {
    return Arrays.stream(a)
        .map(row -> Arrays.stream(row).map(value -> (float) value).toArray())
        .toArray(double[][]::new);
  }

  /// Of two equal columns each takes half, and of n unknowns in one equation each its share.
  @Test
  void shortestSolutionIsTakenWhereThereAreMany() {
    double[][] a = {{1, 1, 0}, {1, 1, 1}, {1, 1, -1}};
    Solution solution = solve(ElementType.F64, a, 3, column(2, 5, -1), 1, -1);
    assertThat(solution.rank()).isEqualTo(2);
    assertThat(solution.x()[0][0]).isEqualTo(1, within(1e-14));
    assertThat(solution.x()[1][0]).isEqualTo(1, within(1e-14));
    assertThat(solution.x()[2][0]).isEqualTo(3, within(1e-14));
    double[][] wide = {{3, 4, 0, 0}};
    Solution share = solve(ElementType.F64, wide, 4, column(25), 1, -1);
    assertThat(share.rank()).isEqualTo(1);
    assertThat(share.values()[0]).isEqualTo(5, within(1e-15));
    assertThat(share.x()[0][0]).isEqualTo(3, within(1e-14));
    assertThat(share.x()[1][0]).isEqualTo(4, within(1e-14));
    assertThat(share.x()[2][0]).isZero();
  }

  @Test
  void cutoffDecidesTheRank() {
    double[][] a = {{1, 0, 0}, {0, 1e-5, 0}, {0, 0, 1e-10}};
    double[][] b = column(1, 1, 1);
    assertThat(solve(ElementType.F64, a, 3, b, 1, -1).rank()).isEqualTo(3);
    assertThat(solve(ElementType.F32, a, 3, b, 1, -1).rank()).isEqualTo(2);
    assertThat(solve(ElementType.F64, a, 3, b, 1, 0).rank()).isEqualTo(3);
    Solution cut = solve(ElementType.F64, a, 3, b, 1, 1e-8);
    assertThat(cut.rank()).isEqualTo(2);
    assertThat(cut.x()[1][0]).isEqualTo(1e5, within(1e-9));
    assertThat(cut.x()[2][0]).isZero();
    assertThat(solve(ElementType.F64, a, 3, b, 1, 1).rank()).isZero();
    Solution zero = solve(ElementType.F64, new double[4][2], 2, new double[4][1], 1, -1);
    assertThat(zero.rank()).isZero();
    assertThat(zero.x()).isDeepEqualTo(new double[2][1]);
  }

  @Test
  void extremeScalesAndEmptyMatricesAreServed() {
    double[][] a = LinearAlgebraSample.random(9, 4, 3);
    double[][] b = LinearAlgebraSample.random(9, 2, 4);
    double[][] plain = solve(ElementType.F64, a, 4, b, 2, -1).x();
    for (double scale : new double[] {1e-300, 1e-150, 1e150, 1e300}) {
      double[][] left = LinearAlgebraSample.scaled(a, scale);
      double[][] right = LinearAlgebraSample.scaled(b, scale);
      double[][] x = solve(ElementType.F64, left, 4, right, 2, -1).x();
      assertThat(LinearAlgebraSample.distance(x, plain)).isLessThan(1e-14);
    }
    assertThat(solve(ElementType.F64, new double[0][3], 3, new double[0][2], 2, -1).x())
        .isDeepEqualTo(new double[3][2]);
    assertThat(solve(ElementType.F64, new double[3][0], 0, new double[3][2], 2, -1).rank())
        .isZero();
    assertThat(solve(ElementType.F64, a, 4, new double[9][0], 0, -1).rank()).isEqualTo(4);
  }
}

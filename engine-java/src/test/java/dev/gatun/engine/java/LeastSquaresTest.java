package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LeastSquaresTest {
  /// NIST's Longley: employment, and six predictors.
  ///
  /// Source: NIST Statistical Reference Datasets, Linear Regression.
  private static final double[][] LONGLEY = {
    {60323, 83.0, 234289, 2356, 1590, 107608, 1947},
    {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
    {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
    {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
    {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
    {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
    {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
    {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
    {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
    {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
    {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
    {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
    {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
    {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
    {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
    {70551, 116.9, 554894, 4007, 2827, 130081, 1962},
  };

  private static final double[] LONGLEY_CERTIFIED = {
    -3482258.63459582,
    15.0618722713733,
    -0.358191792925910E-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807E-01,
    1829.15146461355,
  };

  /// What Wampler's data 3 to 5 add 1, 100 and 10,000 times to the polynomial.
  private static final double[] WAMPLER_NOISE = {
    759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048,
    -2048, 2523, -2048, 2048, -2048, 759,
  };

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

  /// Requires the certified coefficients to the accuracy that the condition allows.
  ///
  /// Source of the bound: Björck, *Numerical Methods for Least Squares Problems* (1996), eq.
  /// 1.4.31.
  private static void assertCertified(double[][] a, double[] b, double[] certified, double digits) {
    int n = certified.length;
    Solution solution = solve(ElementType.F64, a, n, column(b), 1, -1);
    assertThat(solution.rank()).isEqualTo(n);
    double[] x = Matrices.transposed(solution.x(), 1)[0];
    double error = 0;
    double length = 0;
    for (int i = 0; i < n; i++) {
      error = Math.hypot(error, x[i] - certified[i]);
      length = Math.hypot(length, certified[i]);
      assertThat(-Math.log10(Math.abs(x[i] / certified[i] - 1)))
          .as("correct digits of coefficient %d, which is %s", i, x[i])
          .isGreaterThan(digits);
    }
    double[][] fitted = LinearAlgebraSample.product(a, column(certified), 1);
    double residual = 0;
    for (int i = 0; i < b.length; i++) {
      residual = Math.hypot(residual, b[i] - fitted[i][0]);
    }
    double norm = solution.values()[0];
    double condition = norm / solution.values()[n - 1];
    double bound = condition * (1 + condition * residual / (norm * length));
    assertThat(error / length).isLessThan(a.length * 0x1p-53 * bound);
  }

  @Test
  void longleyHasItsCertifiedCoefficients() {
    double[][] a = new double[LONGLEY.length][];
    double[] b = new double[LONGLEY.length];
    for (int i = 0; i < a.length; i++) {
      b[i] = LONGLEY[i][0];
      a[i] = LONGLEY[i].clone();
      a[i][0] = 1;
    }
    assertCertified(a, b, LONGLEY_CERTIFIED, 10);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, 8", "2, 0.1, 0, 9", "3, 1, 1, 8", "4, 1, 100, 7", "5, 1, 10000, 5"})
  void wamplerHasItsCertifiedCoefficients(int number, double base, double noise, double digits) {
    double[][] a = LinearAlgebraSample.vandermonde(21, 6);
    double[] certified = new double[6];
    Arrays.setAll(certified, i -> Double.parseDouble(base == 1 ? "1" : "1e-" + i));
    double[] b = new double[21];
    for (int i = 0; i < b.length; i++) {
      double value = 0;
      for (int j = 5; j >= 0; j--) {
        value = value * i + (base == 1 ? 1 : Math.pow(10, 5 - j));
      }
      b[i] = (base == 1 ? value : value / 1e5) + noise * WAMPLER_NOISE[i];
    }
    assertCertified(a, b, certified, digits);
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

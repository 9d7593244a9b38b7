package dev.gatun.engine.java.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SvdTest {
  /// The greatest and the smallest singular value of Hilbert matrices from order 5 on, computed
  /// with 60 digits.
  private static final double[][] HILBERT = {
    {1.5670506910982307, 3.287928772171863e-6},
    {1.618899858924339, 1.0827994845655498e-7},
    {1.6608853389269311, 3.493898605991218e-9},
    {1.6959389969219496, 1.1115389663724424e-10},
    {1.7258826609018465, 3.499676402911493e-12},
    {1.7519196702651776, 1.0931538193796658e-13},
    {1.7748831794993816, 3.3932185954887003e-15},
    {1.7953720595619973, 1.0479463979622267e-16},
  };

  /// The singular values of the bidiagonal matrix with 10⁻³ⁱ twice in row i, computed with 120
  /// digits.
  private static final double[] GRADED = {
    1.4142137391499119,
    0.0012247449904641667,
    1.1547006065387824e-6,
    1.1180340320737969e-9,
    1.0954451448308425e-12,
    1.080123471471866e-15,
    1.0690449841831118e-18,
    1.0606601847721165e-21,
    1.0540925638653392e-24,
    1.0488088567946718e-27,
    1.0444659429570633e-30,
    2.8867501331112953e-34,
  };

  private static double[] check(ElementType type, double[][] a, int n) {
    int m = a.length;
    int p = Math.min(m, n);
    double[] values = check(type, a, n, p, p);
    for (int[] full : new int[][] {{m, n}, {m, p}, {p, n}}) {
      assertThat(check(type, a, n, full[0], full[1])).isEqualTo(values);
    }
    try (LinearAlgebraSample sample = new LinearAlgebraSample(type)) {
      Tensor s = sample.output(p);
      LinearAlgebraSample.KERNELS.svd(sample.of(a, n), null, s, null);
      double[] alone = LinearAlgebraSample.numbers(s);
      for (int i = 0; i < p; i++) {
        double bound = LinearAlgebraSample.MODEST * Math.max(m, n) * sample.unit() * values[0];
        assertThat(alone[i]).as("value %d alone", i).isEqualTo(values[i], within(bound));
      }
    }
    return values;
  }

  private static double[] check(
      ElementType type, double[][] a, int n, int leftColumns, int rightRows) {
    int m = a.length;
    int p = Math.min(m, n);
    try (LinearAlgebraSample sample = new LinearAlgebraSample(type)) {
      Tensor matrix = sample.of(a, n);
      Tensor u = sample.output(m, leftColumns);
      Tensor s = sample.output(p);
      Tensor vt = sample.output(rightRows, n);
      double[][] before = Matrices.read(matrix);
      LinearAlgebraSample.KERNELS.svd(matrix, u, s, vt);
      assertThat(Matrices.read(matrix)).isDeepEqualTo(before);
      double[][] left = Matrices.read(u);
      double[][] right = Matrices.read(vt);
      double[] values = LinearAlgebraSample.numbers(s);
      sample.assertOrthonormal("u", left, leftColumns);
      sample.assertOrthonormal("v", Matrices.transposed(right, n), rightRows);
      double[][] scaledRows = new double[p][n];
      for (int i = 0; i < p; i++) {
        assertThat(values[i]).isBetween(0.0, i == 0 ? Double.MAX_VALUE : values[i - 1]);
        Matrices.addRow(values[i], right[i], 0, n, scaledRows[i]);
      }
      double[][] product = LinearAlgebraSample.product(left, scaledRows, n);
      sample.assertClose("svd", before, product, Math.max(m, n), p == 0 ? 0 : values[0]);
      return values;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void productsOfTheFactorsAreTheMatrixForAwkwardShapes(ElementType type) {
    int[][] shapes = {
      {1, 1}, {1, 7}, {7, 1}, {2, 2}, {3, 2}, {2, 3}, {5, 8}, {8, 5}, {17, 16}, {33, 33}, {65, 64},
      {200, 3}, {3, 200}, {130, 70}, {70, 130}, {0, 4}, {4, 0}, {0, 0}
    };
    for (int[] shape : shapes) {
      check(type, LinearAlgebraSample.random(shape[0], shape[1], 1), shape[1]);
    }
  }

  @Test
  void productsOfTheFactorsAreTheMatrixForRandomShapes() {
    Random random = new Random(Long.getLong("gatun.seed", 2));
    for (int i = 0; i < 25; i++) {
      int n = 1 + random.nextInt(40);
      check(ElementType.F64, LinearAlgebraSample.random(1 + random.nextInt(90), n, i), n);
    }
  }

  @Test
  void valuesOfHilbertMatricesAreThoseKnown() {
    assertThat(check(ElementType.F64, LinearAlgebraSample.hilbert(3), 3)[0])
        .isEqualTo(1.408318927123654, within(4e-16));
    for (int n = 5; n <= 12; n++) {
      double[] values = check(ElementType.F64, LinearAlgebraSample.hilbert(n), n);
      double bound = n * 0x1p-53 * values[0];
      assertThat(values[0]).isEqualTo(HILBERT[n - 5][0], within(bound));
      assertThat(values[n - 1]).isEqualTo(HILBERT[n - 5][1], within(bound));
    }
  }

  /// Demmel, Kahan 1990: every singular value of a bidiagonal matrix to high relative accuracy.
  @Test
  void tiniestValuesOfGradedBidiagonalMatricesAreAccurate() {
    int n = GRADED.length;
    double[][] a = new double[n][n];
    double[][] reversed = new double[n][n];
    for (int i = 0; i < n; i++) {
      double value = Double.parseDouble("1e-" + 3 * i);
      a[i][i] = value;
      reversed[n - 1 - i][n - 1 - i] = value;
      if (i < n - 1) {
        a[i][i + 1] = value;
        reversed[n - 2 - i][n - 1 - i] = value;
      }
    }
    for (double[][] each : new double[][][] {a, reversed}) {
      double[] values = check(ElementType.F64, each, n);
      for (int i = 0; i < n; i++) {
        assertThat(values[i] / GRADED[i]).as("value %d", i).isEqualTo(1, within(1e-13));
      }
    }
  }

  @Test
  void lostRanksGiveValuesOfRoundingErrors() {
    double[][] left = LinearAlgebraSample.random(40, 7, 3);
    double[][] right = LinearAlgebraSample.random(7, 30, 4);
    double[] values = check(ElementType.F64, LinearAlgebraSample.product(left, right, 30), 30);
    assertThat(values[6]).isGreaterThan(0.01 * values[0]);
    assertThat(values[7]).isLessThan(40 * 0x1p-53 * values[0]);
  }

  @Test
  void repeatedAndZeroValuesAreFound() {
    assertThat(check(ElementType.F64, new double[6][4], 4)).containsOnly(0);
    assertThat(check(ElementType.F64, Matrices.identity(9, 9), 9)).containsOnly(1);
    double[][] same = new double[5][5];
    for (double[] row : same) {
      Arrays.fill(row, 2);
    }
    double[] values = check(ElementType.F64, same, 5);
    assertThat(values[0]).isEqualTo(10, within(2e-14));
    assertThat(values[1]).isLessThan(1e-14);
  }

  @Test
  void zerosOnTheDiagonalSplitTheMatrix() {
    double[][] a = Matrices.identity(6, 6);
    for (int i = 0; i < 5; i++) {
      a[i][i + 1] = 3;
    }
    a[2][2] = 0;
    a[5][5] = 0;
    double[] values = check(ElementType.F64, a, 6);
    assertThat(values[1]).isEqualTo(Math.sqrt(13), within(4e-15));
    assertThat(values[3]).isEqualTo(Math.sqrt(7), within(4e-15));
    assertThat(values[5]).isLessThan(4e-15);
  }

  @Test
  void extremeScalesOverflowAndVanishNowhere() {
    double[][] a = LinearAlgebraSample.random(20, 12, 5);
    double[] plain = check(ElementType.F64, a, 12);
    for (double scale : new double[] {0x1p-1000, 1e-300, 1e-150, 1e150, 1e300, 0x1p1000}) {
      double[] values = check(ElementType.F64, LinearAlgebraSample.scaled(a, scale), 12);
      for (int i = 0; i < 12; i++) {
        assertThat(values[i] / scale).isEqualTo(plain[i], within(1e-13));
      }
    }
    double[][] mixed = LinearAlgebraSample.random(9, 9, 6);
    for (int i = 0; i < 9; i++) {
      mixed[i][2] *= 1e-300;
      mixed[i][5] *= 1e300;
    }
    check(ElementType.F64, mixed, 9);
    check(ElementType.F64, LinearAlgebraSample.vandermonde(21, 12), 12);
  }
}

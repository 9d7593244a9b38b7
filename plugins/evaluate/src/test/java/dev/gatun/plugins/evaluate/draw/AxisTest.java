package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {

  private static final long SEED = Long.getLong("gatun.seed", 20260101L);
  private static final double[] AWKWARD = {
    0,
    -0.0,
    1,
    -1,
    0.1,
    0.3,
    1e-9,
    -1e-9,
    1e9,
    1e15,
    1 + 1e-12,
    Math.nextUp(1.0),
    1e-320,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  @Test
  void ticksAreRoundAndWrittenBriefly() {
    assertThat(Axis.rounded(0, 0.9, 5).labels())
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(Axis.rounded(0, 0.9, 5).ticks()).containsExactly(0, 0.2, 0.4, 0.6, 0.8, 1);
    assertThat(Axis.rounded(0.3, 0.6, 3).labels()).containsExactly("0.3", "0.4", "0.5", "0.6");
    assertThat(Axis.rounded(-3, 7, 2).labels()).containsExactly("−5", "0", "5", "10");
    assertThat(Axis.rounded(0, 60_000, 3).labels()).containsExactly("0", "20000", "40000", "60000");
    assertThat(Axis.rounded(0, 2_500_000, 3).labels()).containsExactly("0", "1M", "2M", "3M");
    assertThat(Axis.rounded(0, 2e-6, 2).labels()).containsExactly("0", "1e−6", "2e−6");
  }

  @Test
  void tightAxisKeepsItsRange() {
    Axis axis = Axis.tight(1, 30, 6, true);

    assertThat(axis.low()).isEqualTo(1);
    assertThat(axis.high()).isEqualTo(30);
    assertThat(axis.labels()).containsExactly("5", "10", "15", "20", "25", "30");
    assertThat(Axis.tight(1, 3, 10, true).labels()).containsExactly("1", "2", "3");
    assertThat(Axis.tight(7, 7, 5, true).labels()).containsExactly("7");
  }

  @Test
  void logarithmicTicksArePowersOfTenOrTheirHalves() {
    assertThat(Axis.logarithmic(0.02, 90, 5).labels()).containsExactly("0.1", "1", "10", "100");
    assertThat(Axis.logarithmic(1e-6, 1, 6).labels())
        .containsExactly("1e−6", "1e−5", "1e−4", "1e−3", "1e−2", "1e−1", "1e0");
    assertThat(Axis.logarithmic(1, 9, 5).labels()).containsExactly("1", "2", "5", "10");
    assertThat(Axis.logarithmic(2.1, 2.4, 4).labels()).containsExactly("2.1", "2.2", "2.3", "2.4");
  }

  @Test
  void constantDataIsInTheMiddle() {
    assertThat(Axis.rounded(0.5, 0.5, 4).fraction(0.5)).isBetween(0.2, 0.8);
    assertThat(Axis.tight(3, 3, 4, true).fraction(3)).isEqualTo(0.5);
  }

  @Test
  void valuesThatHaveNoPlaceGiveNaN() {
    assertThat(Axis.rounded(0, 1, 4).fraction(Double.NaN)).isNaN();
    assertThat(Axis.logarithmic(1, 10, 4).fraction(0)).isNaN();
    assertThat(Axis.logarithmic(1, 10, 4).fraction(-1)).isNaN();
  }

  @Test
  void anyPairOfAwkwardBoundsGivesUsableAxes() {
    for (double low : AWKWARD) {
      for (double high : AWKWARD) {
        checkAll(low, high, 5);
      }
    }
  }

  @Test
  void anyRandomRangeGivesUsableAxes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      double middle = random.nextGaussian() * Math.pow(10, random.nextInt(-12, 13));
      double size = random.nextDouble() * Math.pow(10, random.nextInt(-12, 13));
      checkAll(middle, middle + size, random.nextInt(1, 13));
    }
  }

  private static void checkAll(double low, double high, int intervals) {
    String what = "[%s, %s] in %d, seed %d".formatted(low, high, intervals, SEED);
    Axis rounded = Axis.rounded(low, high, intervals);
    check(rounded, what);
    assertThat(rounded.ticks()).as(what).hasSizeBetween(2, intervals + 3);
    check(Axis.tight(low, high, intervals, false), what);
    check(Axis.logarithmic(low, high, intervals), what);
    if (Math.abs(low) < 1e300 && Math.abs(high) < 1e300) {
      double slack = 1e-6 * Math.max(Math.abs(rounded.low()), Math.abs(rounded.high()));
      assertThat(rounded.low()).as(what).isLessThanOrEqualTo(Math.min(low, high) + slack);
      assertThat(rounded.high()).as(what).isGreaterThanOrEqualTo(Math.max(low, high) - slack);
    }
  }

  private static void check(Axis axis, String what) {
    assertThat(axis.low()).as(what).isLessThan(axis.high());
    double[] ticks = axis.ticks();
    double slack = 1e-9 * (axis.high() - axis.low());
    for (int i = 0; i < ticks.length; i++) {
      assertThat(ticks[i]).as(what).isBetween(axis.low() - slack, axis.high() + slack);
      assertThat(axis.fraction(ticks[i])).as(what).isBetween(0.0, 1.0);
      assertThat(i == 0 || ticks[i - 1] < ticks[i]).as(what).isTrue();
    }
    assertThat(axis.labels()).as(what).hasSize(ticks.length).doesNotHaveDuplicates();
    assertThat(axis.labels()).as(what).noneMatch(label -> label.length() > 24);
  }
}

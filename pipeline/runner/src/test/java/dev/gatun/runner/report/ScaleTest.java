package dev.gatun.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void linearTicksAreRoundAndHoldTheValues() {
    assertThat(Scale.linear(0.1, 0.9, 2).ticks()).containsExactly(0.0, 0.5, 1.0);
    assertThat(Scale.linear(-3, 12, 5).ticks()).containsExactly(-5.0, 0.0, 5.0, 10.0, 15.0);
    assertThat(Scale.linear(5, 5, 5).at(5)).isCloseTo(0.5, within(0.01));
    assertThat(Scale.linear(0, 0, 5).at(0)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void anyValuesLieBetweenTheEnds() {
    long seed = Long.getLong("gatun.seed", 20260101L);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      double low = random.nextGaussian() * Math.pow(10, random.nextInt(-9, 9));
      double high = low + random.nextDouble() * Math.pow(10, random.nextInt(-9, 9));
      Scale scale = Scale.linear(low, high, 5);
      String what = "%s to %s, seed %d".formatted(low, high, seed);
      assertThat(scale.at(low)).as(what).isBetween(-1e-6, 1 + 1e-6);
      assertThat(scale.at(high)).as(what).isBetween(-1e-6, 1 + 1e-6);
      assertThat(scale.ticks()).as(what).hasSizeBetween(2, 12).isSorted();
    }
  }

  @Test
  void logarithmicTicksArePowersOfTen() {
    Scale scale = Scale.logarithmic(0.012, 1.7);

    assertThat(scale.ticks()).containsExactly(0.01, 0.1, 1.0, 10.0);
    assertThat(scale.at(0.1)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Scale.logarithmic(1e-300, 1e300).ticks()).hasSizeBetween(2, 8);
  }

  @Test
  void wholeTicksAreEpochs() {
    assertThat(Scale.whole(1, 5, 8).ticks()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(Scale.whole(1, 100, 8).ticks()).containsExactly(20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Scale.whole(7, 7, 8).ticks()).containsExactly(7.0);
    assertThat(Scale.whole(7, 7, 8).at(7)).isEqualTo(0.5);
  }
}

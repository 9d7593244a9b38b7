package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Schedule;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static double[] factors(Schedule schedule, long stepsPerEpoch, int epochs) {
    double[] factors = new double[Math.toIntExact(stepsPerEpoch * epochs)];
    for (int step = 0; step < factors.length; step++) {
      factors[step] = schedule.factor(step, stepsPerEpoch, epochs);
    }
    return factors;
  }

  @Test
  void constantIsOne() {
    assertThat(factors(new Constant(), 3, 2)).containsExactly(1, 1, 1, 1, 1, 1);
  }

  @Test
  void stepChangesAfterWholeEpochsOnly() {
    assertThat(factors(new Step(2, 0.5), 2, 5))
        .containsExactly(1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25);
    assertThat(factors(new Step(1, 1), 1, 3)).containsExactly(1, 1, 1);
    assertThat(new Step(10, 0.1).factor(10L * 7 - 1, 7, 30)).isEqualTo(1);
    assertThat(new Step(10, 0.1).factor(10L * 7, 7, 30)).isEqualTo(0.1);
  }

  @Test
  void cosineFallsFromOneToItsFloor() {
    double half = Math.sqrt(0.5);
    assertThat(factors(new Cosine(0), 2, 2))
        .containsExactly(new double[] {1, (1 + half) / 2, 0.5, (1 - half) / 2}, within(1e-15));
    assertThat(factors(new Cosine(0.2), 4, 1))
        .containsExactly(
            new double[] {1, 0.2 + 0.4 * (1 + half), 0.6, 0.2 + 0.4 * (1 - half)}, within(1e-15));
    assertThat(factors(new Cosine(1), 2, 3)).containsOnly(1);
    assertThat(new Cosine(0.2).factor(12, 4, 3)).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void longTrainingsDoNotOverflow() {
    long stepsPerEpoch = 1L << 31;
    assertThat(new Cosine(0).factor(stepsPerEpoch * 500, stepsPerEpoch, 1000))
        .isCloseTo(0.5, within(1e-15));
    assertThat(new Step(1, 0.5).factor(stepsPerEpoch * 3, stepsPerEpoch, 1000)).isEqualTo(0.125);
  }
}

package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.History;
import dev.gatun.api.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static double[] factors(Schedule schedule, long stepsPerEpoch, int epochs) {
    double[] factors = new double[Math.toIntExact(stepsPerEpoch * epochs)];
    for (int step = 0; step < factors.length; step++) {
      factors[step] = schedule.factor(step, stepsPerEpoch, stepsPerEpoch * epochs);
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
    assertThat(new Step(10, 0.1).factor(10L * 7 - 1, 7, 210)).isEqualTo(1);
    assertThat(new Step(10, 0.1).factor(10L * 7, 7, 210)).isEqualTo(0.1);
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
    assertThat(new Cosine(0.2).factor(12, 4, 12)).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void multiStepChangesAfterTheEpochsGiven() {
    assertThat(factors(new MultiStep(List.of(1, 3), 0.5), 2, 4))
        .containsExactly(1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiStep(List.of(3, 3), 0.5))
        .withMessage("epochs must be ascending numbers above 0, got [3, 3]");
  }

  @Test
  void exponentialChangesAfterEachEpoch() {
    assertThat(factors(new Exponential(0.5), 2, 3)).containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25);
  }

  @Test
  void linearGoesStraightFromBeginningToEnd() {
    assertThat(factors(new LinearSchedule(1, 0), 2, 2)).containsExactly(1, 0.75, 0.5, 0.25);
    assertThat(factors(new LinearSchedule(0.5, 1.5), 4, 1)).containsExactly(0.5, 0.75, 1, 1.25);
  }

  @Test
  void inverseSquareRootFallsAfterItsSteps() {
    assertThat(factors(new InverseSquareRoot(2), 8, 1))
        .containsExactly(
            new double[] {
              1,
              1,
              Math.sqrt(2 / 3.0),
              Math.sqrt(0.5),
              Math.sqrt(0.4),
              Math.sqrt(1 / 3.0),
              Math.sqrt(2 / 7.0),
              0.5
            },
            within(1e-15));
  }

  @Test
  void cosineBeginsAgain() {
    assertThat(factors(new CosineRestarts(1, 1, 0), 2, 3))
        .containsExactly(new double[] {1, 0.5, 1, 0.5, 1, 0.5}, within(1e-15));
    double half = Math.sqrt(0.5);
    assertThat(factors(new CosineRestarts(1, 2, 0.2), 2, 3))
        .containsExactly(
            new double[] {1, 0.6, 1, 0.2 + 0.4 * (1 + half), 0.6, 0.2 + 0.4 * (1 - half)},
            within(1e-15));
  }

  /// Of ten steps, PyTorch 1.13's `OneCycleLR(max_lr=1, total_steps=10)`.
  @Test
  void oneCycleRisesAndFalls() {
    assertThat(factors(new OneCycle(0.3, 25, 1e4), 10, 1))
        .containsExactly(
            new double[] {
              0.04,
              0.52,
              1.0,
              0.9504846320134737,
              0.8117456539497631,
              0.6112620219362893,
              0.38874197806371075,
              0.18825834605023697,
              0.049519367986526286,
              4e-06
            },
            within(1e-14));
  }

  @Test
  void warmUpRisesAndHandsOver() {
    assertThat(factors(new WarmUp(2, 0.5, new LinearSchedule(1, 0)), 6, 1))
        .containsExactly(0.5, 0.75, 1, 0.75, 0.5, 0.25);
  }

  private static History history(double... losses) {
    List<SequencedMap<String, Double>> epochs = new ArrayList<>();
    for (double loss : losses) {
      SequencedMap<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("loss", loss);
      numbers.put("accuracy", -loss);
      epochs.add(numbers);
    }
    return new History(epochs);
  }

  /// By the rules of PyTorch's `ReduceLROnPlateau`.
  @Test
  void plateauLowersTheStepSizeWhenPatienceRunsOut() {
    Plateau falling = new Plateau("loss", Direction.FALL, 1, 0.5, 0.1, 0, 0.2);
    assertThat(falling.factor(history())).isEqualTo(1);
    // 0.95 is not better than 1 by a tenth; the second that is not runs out of patience.
    assertThat(falling.factor(history(1, 0.95))).isEqualTo(1);
    assertThat(falling.factor(history(1, 0.95, 0.92))).isEqualTo(0.5);
    assertThat(falling.factor(history(1, 0.95, 0.8, 0.8))).isEqualTo(1);
    assertThat(falling.factor(history(1, 1, 1, 1, 1, 1, 1))).isEqualTo(0.2);
    assertThat(falling.factor(history(1, Double.NaN, Double.NaN))).isEqualTo(0.5);
    Plateau rising = new Plateau("accuracy", Direction.RISE, 0, 0.5, 0, 2, 0);
    assertThat(rising.factor(history(1, 0.5))).isEqualTo(1);
    assertThat(rising.factor(history(1, 1))).isEqualTo(0.5);
    assertThat(rising.factor(history(1, 1, 1, 1))).isEqualTo(0.5);
    assertThat(rising.factor(history(1, 1, 1, 1, 1))).isEqualTo(0.25);
    assertThat(new WarmUp(1, 0, rising).factor(history(1, 1))).isEqualTo(0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plateau("lost", Direction.FALL, 1, 0.5, 0, 0, 0).factor(history(1)))
        .withMessage("an epoch has no number 'lost'; there are [accuracy, loss]");
  }

  @Test
  void longTrainingsDoNotOverflow() {
    long stepsPerEpoch = 1L << 31;
    assertThat(new Cosine(0).factor(stepsPerEpoch * 500, stepsPerEpoch, stepsPerEpoch * 1000))
        .isCloseTo(0.5, within(1e-15));
    assertThat(new Step(1, 0.5).factor(stepsPerEpoch * 3, stepsPerEpoch, stepsPerEpoch * 1000))
        .isEqualTo(0.125);
  }
}

package dev.gatun.plugins.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatun.api.History;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// When a training stops early, and which of its epochs is the best.
final class WatchingTest {
  private static History history(double... values) {
    List<SequencedMap<String, Double>> epochs = new ArrayList<>();
    for (double value : values) {
      SequencedMap<String, Double> numbers = new TreeMap<>();
      numbers.put("x", value);
      epochs.add(numbers);
    }
    return new History(epochs);
  }

  private static boolean stops(Early early, double... values) {
    return early.reason(history(values)).isPresent();
  }

  @Test
  void stopsOnceMoreEpochsThanPatienceHavePassed() {
    Early early = new Early("x", Direction.FALL, 2, 0);
    assertThat(stops(early, 5)).isFalse();
    assertThat(stops(early, 5, 6, 6)).isFalse();
    assertThat(early.reason(history(5, 6, 6, 5))).contains("x was best in epoch 1, 5.00000");
    assertThat(stops(early, 5, 6, 6, 4.9, 6, 6)).isFalse();
    assertThat(stops(early, 5, 6, 6, 4.9, 6, 6, 6)).isTrue();
  }

  @Test
  void whatIsBetterByLessThanTheThresholdDoesNotCount() {
    Early early = new Early("x", Direction.RISE, 0, 0.1);
    assertThat(stops(early, 1, 1.2)).isFalse();
    assertThat(stops(early, 1, 1.05)).isTrue();
    assertThat(stops(early, -1, -0.95)).isTrue();
    assertThat(stops(early, -1, -0.8)).isFalse();
  }

  @Test
  void noNumberIsNeverBetter() {
    Early early = new Early("x", Direction.FALL, 1, 0);
    assertThat(stops(early, Double.NaN)).isFalse();
    assertThat(early.reason(history(Double.NaN, Double.NaN)))
        .contains("x was no number in any epoch");
    assertThat(stops(early, Double.NaN, 3, Double.NaN)).isFalse();
  }

  @Test
  void theFirstOfEqualsIsTheBest() {
    Best fall = new Best("x", Direction.FALL);
    assertThat(fall.isBest(history(3))).isTrue();
    assertThat(fall.isBest(history(3, 3))).isFalse();
    assertThat(fall.isBest(history(3, 2))).isTrue();
    assertThat(fall.isBest(history(3, 2, 2.5))).isFalse();
    assertThat(fall.isBest(history(3, Double.NaN))).isFalse();
    assertThat(fall.isBest(history(Double.NaN, 4))).isTrue();
    Best rise = new Best("x", Direction.RISE);
    assertThat(rise.isBest(history(3, 4))).isTrue();
    assertThat(rise.isBest(history(3, 2))).isFalse();
  }

  @Test
  void anUnknownNumberIsAnErrorWithTheNamesThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Early("y", Direction.FALL, 2, 0).reason(history(1)))
        .withMessage("an epoch has no number 'y'; there are [x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Best("y", Direction.FALL).isBest(history(1)));
  }
}

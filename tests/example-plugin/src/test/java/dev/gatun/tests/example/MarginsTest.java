package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import dev.gatun.kit.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarginsTest {
  private static final int[] LABELS = {0, 2};

  @Test
  void areInAscendingOrder() {
    double[][] probabilities = {{0.75, 0.25, 0}, {0.5, 0.25, 0.25}};
    assertThat(Probe.metric(new Margins(), probabilities, LABELS))
        .isEqualTo(
            new Result.Curves(
                List.of(new Result.Curve("margin", List.of(0.5, 1.0), List.of(-0.25, 0.5)))));
  }

  @Test
  void aProbabilityThatIsNaNHasAMarginThatIs() {
    double[][] probabilities = {{0.75, Double.NaN, 0}, {0.5, 0.25, 0.25}};
    assertThat(Probe.metric(new Margins(), probabilities, LABELS))
        .isEqualTo(
            new Result.Curves(
                List.of(
                    new Result.Curve("margin", List.of(0.5, 1.0), List.of(-0.25, Double.NaN)))));
  }

  @Test
  void aSingleOutputIsRefused() {
    assertThatThrownBy(() -> Probe.metric(new Margins(), new double[][] {{0.5}}, new int[] {0}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a probability for each class, got 1");
  }
}

package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.kit.GradientReport;
import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FocalTest {
  private static final double[][] SCORES = {{0.5, -1.25, 2}, {1.5, 0.25, -0.75}, {-2, 3, 0.125}};
  private static final int[] LABELS = {2, 1, 0};

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1, 2, 5})
  void gradientsAgreeWithDifferences(double gamma) {
    GradientReport report = Probe.gradients(new Focal(gamma), SCORES, LABELS);
    assertThat(report.passed()).as(report.table()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 2})
  void isTheFormulaOfThePaper(double gamma) {
    double[] losses = Probe.loss(new Focal(gamma), SCORES, LABELS);
    for (int i = 0; i < LABELS.length; i++) {
      double sum = 0;
      for (double score : SCORES[i]) {
        sum += Math.exp(score);
      }
      double p = Math.exp(SCORES[i][LABELS[i]]) / sum;
      assertThat(losses[i]).isCloseTo(-Math.pow(1 - p, gamma) * Math.log(p), within(1e-14));
    }
  }

  @Test
  void aScoreThatIsNaNGivesALossThatIs() {
    double[][] scores = {{Double.NaN, 0, 1}};
    assertThat(Probe.loss(new Focal(2), scores, new int[] {1})).containsExactly(Double.NaN);
  }
}

package __package__;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kit.GradientReport;
import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;

final class __class__Test {
  private static final double[][] SCORES = {{0.5, -1.25, 2}, {1.5, 0.25, -0.75}};
  private static final int[] LABELS = {2, 1};

  @Test
  void isTheFormula() {
    double[] expected = new double[LABELS.length];
    for (int i = 0; i < LABELS.length; i++) {
      double sum = 0;
      for (double score : SCORES[i]) {
        sum += Math.exp(score);
      }
      expected[i] = (1 - Math.pow(Math.exp(SCORES[i][LABELS[i]]) / sum, 0.7)) / 0.7;
    }
    assertArrayEquals(expected, Probe.loss(new __class__(0.7), SCORES, LABELS), 1e-14);
  }

  @Test
  void gradientsAgreeWithDifferences() {
    GradientReport report = Probe.gradients(new __class__(0.7), SCORES, LABELS);
    assertTrue(report.passed(), report::table);
  }
}

package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.kit.GradientReport;
import dev.gatun.kit.Probe;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class GatedTest {
  private static final double[][] INPUTS = {{0.5, -1, 2}, {-0.25, 1.5, 0}};

  /// Weight and gate are the same matrix, so the layer gives `s·σ(s)`.
  @Test
  void gatesALinearLayer() {
    Initializer halves = Initializer.constant(0.5);
    double[][] outputs = Probe.layer(new Gated(2, halves), INPUTS);
    for (int i = 0; i < INPUTS.length; i++) {
      double sum = 0.5 * Arrays.stream(INPUTS[i]).sum();
      double expected = sum / (1 + Math.exp(-sum));
      assertThat(outputs[i]).containsExactly(new double[] {expected, expected}, within(1e-15));
    }
  }

  @Test
  void gradientsAgreeWithDifferences() {
    GradientReport report = Probe.gradients(new Gated(4, Initializer.ONES), INPUTS);
    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.rows())
        .extracting(GradientReport.Row::name)
        .containsExactly("inputs", "weight", "gate");
  }
}

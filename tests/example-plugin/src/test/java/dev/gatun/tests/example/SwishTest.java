package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.kit.GradientReport;
import dev.gatun.kit.Probe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SwishTest {
  private static final double[][] INPUTS = {{0.5, -1.25, 20}, {-30, 0, 0.125}};

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3})
  void givesWhatTheCompositionGives(double steepness) {
    Layer composed = (_, x) -> x.times(x.times(steepness).sigmoid());
    double[][] expected = Probe.layer(composed, INPUTS);
    double[][] outputs = Probe.layer(new Swish(steepness), INPUTS);
    for (int i = 0; i < INPUTS.length; i++) {
      assertThat(outputs[i]).containsExactly(expected[i], within(1e-15));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3})
  void gradientsAgreeWithDifferences(double steepness) {
    GradientReport report = Probe.gradients(new Swish(steepness), INPUTS);
    assertThat(report.passed()).as(report.table()).isTrue();
  }
}

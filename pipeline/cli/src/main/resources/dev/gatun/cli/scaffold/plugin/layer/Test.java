package __package__;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.api.Initializer;
import dev.gatun.kit.GradientReport;
import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;

final class __class__Test {
  private static final double[][] INPUTS = {{0.5, -1, 2}, {-0.25, 1.5, 0}};

  private static final __class__ LAYER = new __class__(2, 3, Initializer.ONES);

  /// All weights are 1, so each unit sees the sum of the inputs.
  @Test
  void isTheFormula() {
    double[][] outputs = Probe.layer(LAYER, INPUTS);
    assertArrayEquals(new double[] {Math.sin(3 * 1.5), Math.sin(3 * 1.5)}, outputs[0], 1e-14);
    assertArrayEquals(new double[] {Math.sin(3 * 1.25), Math.sin(3 * 1.25)}, outputs[1], 1e-14);
  }

  /// With respect to weight, bias and inputs.
  @Test
  void gradientsAgreeWithDifferences() {
    GradientReport report = Probe.gradients(LAYER, INPUTS);
    assertTrue(report.passed(), report::table);
  }
}

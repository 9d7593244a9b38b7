package __package__;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;

final class __class__Test {
  @Test
  void learnsTheGreatestMagnitudes() {
    double[][] outputs = Probe.transform(new __class__(1), new double[][] {{2, 0, -8}, {-4, 0, 2}});
    assertArrayEquals(new double[] {0.5, 0, -1}, outputs[0], 1e-15);
    assertArrayEquals(new double[] {-1, 0, 0.25}, outputs[1], 1e-15);
  }
}

package __package__;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;

final class __class__Test {
  /// The second gradient turns the mean of the first parameter, and not that of the second.
  @Test
  void stepsByTheSignOfTheMean() {
    double[][] after =
        Probe.steps(
            new __class__(0.5, 0.5),
            new double[] {1, -2, 0},
            new double[] {2, -4, 0},
            new double[] {-3, 1, 0});
    assertArrayEquals(new double[] {0.5, -1.5, 0}, after[0], 1e-15);
    assertArrayEquals(new double[] {1, -1, 0}, after[1], 1e-15);
  }
}

package __package__;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.api.Result;
import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;

final class __class__Test {
  @Test
  void isTheMeanOfTheRightOnes() {
    double[][] probabilities = {{0.75, 0.25, 0}, {0.5, 0.125, 0.375}};
    assertEquals(
        new Result.Number((0.75 + 0.375) / 2),
        Probe.metric(new __class__(), probabilities, new int[] {0, 2}));
  }

  @Test
  void aSingleProbabilityIsThatOfTheSecondClass() {
    double[][] probabilities = {{0.75}, {0.25}};
    assertEquals(
        new Result.Number((0.75 + 0.75) / 2),
        Probe.metric(new __class__(), probabilities, new int[] {1, 0}));
  }
}

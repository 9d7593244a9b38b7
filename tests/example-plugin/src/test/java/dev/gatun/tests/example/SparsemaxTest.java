package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.kit.GradientReport;
import dev.gatun.kit.Probe;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

final class SparsemaxTest {
  private static double[][] random(int rows, int columns) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    double[][] numbers = new double[rows][];
    Arrays.setAll(numbers, _ -> random.doubles(columns, -2, 2).map(x -> (float) x).toArray());
    return numbers;
  }

  /// Martins, Astudillo 2016, algorithm 1: sorts, where the layer need not.
  private static double[] sorted(double[] x) {
    double[] descending = Arrays.stream(x).map(v -> -v).sorted().map(v -> -v).toArray();
    double sum = 0;
    double threshold = 0;
    for (int k = 1; k <= x.length; k++) {
      sum += descending[k - 1];
      if (1 + k * descending[k - 1] > sum) {
        threshold = (sum - 1) / k;
      }
    }
    double last = threshold;
    return Arrays.stream(x).map(v -> Math.max(0, v - last)).toArray();
  }

  @Test
  void isTheProjectionByTheAlgorithmOfThePaper() {
    double[][] inputs = random(50, 7);
    double[][] outputs = Probe.layer(new Sparsemax(), inputs);
    for (int i = 0; i < inputs.length; i++) {
      assertThat(outputs[i]).containsExactly(sorted(inputs[i]), within(1e-14));
    }
    assertThat(Arrays.stream(outputs).flatMapToDouble(Arrays::stream).filter(p -> p == 0).count())
        .isGreaterThan(100);
  }

  @Test
  void largeNumbersDoNotMatterAndNaNSpreads() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    double[][] inputs = {{1e30, 0, -1e30}, {nan, 0, 1}, {-infinity, 0, 0}, {infinity, 0, 0}};
    double[][] outputs = Probe.layer(new Sparsemax(), inputs);
    assertThat(outputs[0]).containsExactly(1, 0, 0);
    assertThat(outputs[1]).containsExactly(nan, nan, nan);
    assertThat(outputs[2]).containsExactly(0, 0.5, 0.5);
    assertThat(outputs[3]).contains(nan);
  }

  @Test
  void gradientsAgreeWithDifferences() {
    GradientReport report = Probe.gradients(new Sparsemax(), random(5, 7));
    assertThat(report.passed()).as(report.table()).isTrue();
  }
}

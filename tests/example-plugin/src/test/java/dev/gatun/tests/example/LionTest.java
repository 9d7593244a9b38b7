package dev.gatun.tests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.kit.Probe;
import org.junit.jupiter.api.Test;

final class LionTest {
  /// Signs of 0.1·g and of 0.9·m + 0.1·g with m = 0.01·g before: the second gradient of the first
  /// parameter points back, and is stronger than what is left of the first.
  @Test
  void stepsByTheSignOfTheMean() {
    double[][] after =
        Probe.steps(
            new Lion(0.5, 0.9, 0.99, 0.1),
            new double[] {1, -2, 0},
            new double[] {3, -1, 0},
            new double[] {-1, 0, 0});
    double a = 1 - 0.5 * (1 + 0.1 * 1);
    double b = -2 - 0.5 * (-1 + 0.1 * -2);
    assertThat(after[0]).containsExactly(new double[] {a, b, 0}, within(1e-15));
    assertThat(after[1])
        .containsExactly(
            new double[] {a - 0.5 * (-1 + 0.1 * a), b - 0.5 * (-1 + 0.1 * b), 0}, within(1e-15));
  }
}

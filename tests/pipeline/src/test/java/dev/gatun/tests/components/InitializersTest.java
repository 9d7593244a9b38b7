package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.engine.Shape;
import dev.gatun.plugins.model.Constant;
import dev.gatun.plugins.model.Distribution;
import dev.gatun.plugins.model.He;
import dev.gatun.plugins.model.Normal;
import dev.gatun.plugins.model.Orthogonal;
import dev.gatun.plugins.model.TorchDefault;
import dev.gatun.plugins.model.Uniform;
import dev.gatun.plugins.model.Xavier;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// First values of weights: their spread follows from how many numbers a weight joins.
final class InitializersTest {
  private static final Shape LINEAR = Shape.of(200, 300);

  /// A number of the output sees 20·3·5 inputs, one of the input 100·3·5 outputs.
  private static final Shape CONVOLUTION = Shape.of(100, 20, 3, 5);

  private static double[] numbers(Initializer initializer, Shape shape) {
    double[] numbers = new double[(int) shape.size()];
    initializer.initialize(shape, PhiloxRandom.of(1, "numbers"), numbers);
    return numbers;
  }

  private static double variance(Initializer initializer, Shape shape) {
    double[] numbers = numbers(initializer, shape);
    return Arrays.stream(numbers).map(x -> x * x).sum() / numbers.length;
  }

  /// Of 30,000 numbers the variance is known to 1%, and five times that is allowed.
  private static void assertVariance(Initializer initializer, Shape shape, double expected) {
    assertThat(variance(initializer, shape))
        .as("%s for %s", initializer, shape)
        .isCloseTo(expected, within(0.05 * expected));
  }

  @Test
  void varianceFollowsFromTheFans() {
    for (Distribution distribution : Distribution.values()) {
      assertVariance(new He(distribution, 0), LINEAR, 2.0 / 200);
      assertVariance(new He(distribution, 0), CONVOLUTION, 2.0 / 300);
      assertVariance(new He(distribution, 2), CONVOLUTION, 2.0 / 5 / 300);
      assertVariance(new Xavier(distribution, 1), LINEAR, 2.0 / 500);
      assertVariance(new Xavier(distribution, 3), CONVOLUTION, 9 * 2.0 / 1800);
    }
    assertVariance(new TorchDefault(), LINEAR, 1.0 / 3 / 200);
    assertVariance(new TorchDefault(), CONVOLUTION, 1.0 / 3 / 300);
  }

  @Test
  void elementwiseOnesFillInPartByPart() {
    double[] part = new double[7 * 300];
    for (Initializer initializer :
        List.of(new Normal(1), new Uniform(1), new He(), new Xavier(), new TorchDefault())) {
      assertThat(initializer.isElementwise()).as("%s", initializer).isTrue();
      double[] whole = numbers(initializer, LINEAR);
      RandomGenerator random = PhiloxRandom.of(1, "numbers");
      for (int from = 0; from + part.length <= whole.length; from += part.length) {
        initializer.initialize(LINEAR, random, part);
        assertThat(part)
            .as("%s from %d", initializer, from)
            .isEqualTo(Arrays.copyOfRange(whole, from, from + part.length));
      }
    }
    assertThat(new Orthogonal(1).isElementwise()).isFalse();
  }

  @Test
  void torchDefaultBeginsBiasesByTheirWeights() {
    Initializer bias = new TorchDefault().bias(CONVOLUTION);
    double[] numbers = numbers(bias, Shape.of(1, 10_000));
    double largest = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
    assertThat(largest).isBetween(0.99 / Math.sqrt(300), 1 / Math.sqrt(300));
    assertThat(numbers(new He().bias(CONVOLUTION), Shape.of(1, 5))).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"40, 30", "30, 40", "25, 25", "1, 7"})
  void orthogonalRowsOrColumns(int rows, int columns) {
    double[] q = numbers(new Orthogonal(2), Shape.of(rows, columns));
    boolean wide = rows <= columns;
    int count = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double dot = 0;
        for (int l = 0; l < length; l++) {
          dot +=
              wide
                  ? q[i * columns + l] * q[j * columns + l]
                  : q[l * columns + i] * q[l * columns + j];
        }
        assertThat(dot).isCloseTo(i == j ? 4 : 0, within(1e-13));
      }
    }
  }

  @Test
  void constantIsTheSameEverywhere() {
    assertThat(numbers(new Constant(0.25), Shape.of(3, 4))).containsOnly(0.25);
  }
}

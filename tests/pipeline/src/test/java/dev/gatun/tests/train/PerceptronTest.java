package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Layer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Perceptron;
import dev.gatun.tests.pipeline.Networks;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rosenblatt's rule against updates by hand and against Novikoff's bound.
final class PerceptronTest {
  private static final double[][] CORNERS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private Examples examples(double[][] points, int[] labels, int classes) {
    int features = points[0].length;
    Tensor inputs = data.allocate(ElementType.F32, Shape.of(points.length, features));
    Tensor numbers = data.allocate(ElementType.I32, Shape.of(points.length));
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < features; j++) {
        inputs
            .segment()
            .setAtIndex(ValueLayout.JAVA_FLOAT, (long) i * features + j, (float) points[i][j]);
      }
      numbers.segment().setAtIndex(ValueLayout.JAVA_INT, i, labels[i]);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return new Examples(
        inputs, Optional.empty(), new Targets.Classes(numbers, names), Optional.empty());
  }

  /// Weight and bias that begin at zero; the scores added up serve as a loss that nobody asks.
  private static Network linear(Examples examples, int outputs) {
    Layer layer =
        (scope, x) -> {
          Shape shape = Shape.of(x.features(), outputs);
          return x.matmul(scope.parameter("weight", shape, (_, _, _) -> {}))
              .plus(scope.parameter("bias", Shape.of(1, outputs), (_, _, _) -> {}));
        };
    return Networks.of(examples, layer, Networks.SUM);
  }

  private static int[] order(int count, int epoch) {
    int[] order = IntStream.range(0, count).toArray();
    RandomGenerator random = PhiloxRandom.of(Recorder.SEED, "shuffle", epoch);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int row = order[last];
      order[last] = order[other];
      order[other] = row;
    }
    return order;
  }

  /// From zero, w·x + b > 0 fails for (1, 1) alone: w = (½, ½), b = ½. Whatever comes after it in
  /// the epoch scores at least ½, is mistaken, and takes its point away again.
  @Test
  void theFirstUpdatesOfTheAndGateAreThoseByHand() {
    Examples gate = examples(CORNERS, new int[] {0, 0, 0, 1}, 2);
    try (Recorder recorder = new Recorder("reference", linear(gate, 1), gate, 1)) {
      recorder.train(new Perceptron(1, 0.5));
      double[] theta = new double[3];
      int mistakes = 0;
      for (int row : order(4, 1)) {
        double score = theta[0] * CORNERS[row][0] + theta[1] * CORNERS[row][1] + theta[2];
        int sign = (row == 3 ? 1 : 0) - (score > 0 ? 1 : 0);
        theta[0] += 0.5 * sign * CORNERS[row][0];
        theta[1] += 0.5 * sign * CORNERS[row][1];
        theta[2] += 0.5 * sign;
        mistakes += Math.abs(sign);
      }
      assertThat(recorder.flatValues()).containsExactly(theta);
      assertThat(recorder.epochLosses).containsExactly(mistakes / 4.0);
    }
  }

  @Test
  void aSingleExampleIsLearntInOneStep() {
    Examples one = examples(new double[][] {{2, -3}}, new int[] {1}, 2);
    try (Recorder recorder = new Recorder("reference", linear(one, 1), one, 1)) {
      recorder.train(new Perceptron(9, 0.5));
      assertThat(recorder.flatValues()).containsExactly(1, -1.5, 0.5);
      assertThat(recorder.epochLosses).containsExactly(1.0, 0.0);
      assertThat(recorder.noted).containsEntry("train.converged", "epoch 2 had no mistake");
    }
    try (Recorder recorder = new Recorder("reference", linear(one, 2), one, 1)) {
      recorder.train(new Perceptron(9, 0.5));
      assertThat(recorder.flatValues()).containsExactly(-1, 1, 1.5, -1.5, -0.5, 0.5);
    }
  }

  /// Points with |x₀ + x₁ − 1| ≥ 0.2, separated by (1, 1, −1)/√3 with a margin of 0.2/√3 or more.
  @ParameterizedTest
  @ValueSource(strings = {"reference", "java"})
  void separableClassesTakeNoMoreMistakesThanNovikoffAllows(String engine) {
    RandomGenerator random = PhiloxRandom.of(3, "points");
    double[][] points = new double[120][];
    int[] labels = new int[points.length];
    double longest = 0;
    for (int i = 0; i < points.length; i++) {
      do {
        points[i] = new double[] {2 * random.nextDouble() - 0.5, 2 * random.nextDouble() - 0.5};
      } while (Math.abs(points[i][0] + points[i][1] - 1) < 0.2);
      labels[i] = points[i][0] + points[i][1] > 1 ? 1 : 0;
      double square = points[i][0] * points[i][0] + points[i][1] * points[i][1] + 1;
      longest = Math.max(longest, square);
    }
    Examples examples = examples(points, labels, 2);
    try (Recorder recorder = new Recorder(engine, linear(examples, 1), examples, 1)) {
      recorder.train(new Perceptron(1000, 1));
      double mistakes = recorder.epochLosses.stream().mapToDouble(x -> x * points.length).sum();
      assertThat(recorder.epochLosses.getLast()).isZero();
      assertThat(mistakes).isPositive().isLessThanOrEqualTo(longest * 3 / 0.04 + 1e-6);
    }
  }

  @Test
  void whatNoLineDividesTakesAllEpochs() {
    for (int outputs : new int[] {1, 2}) {
      Examples xor = examples(CORNERS, new int[] {0, 1, 1, 0}, 2);
      try (Recorder recorder = new Recorder("reference", linear(xor, outputs), xor, 1)) {
        recorder.train(new Perceptron(50, 1));
        assertThat(recorder.epochLosses).hasSize(50).allMatch(loss -> loss > 0);
        assertThat(recorder.noted).doesNotContainKey("train.converged");
      }
    }
  }

  @Test
  void anInterruptedTrainingGoesOnAsIfItHadNotStopped() {
    Examples xor = examples(CORNERS, new int[] {0, 1, 1, 0}, 2);
    try (Recorder whole = new Recorder("reference", linear(xor, 1), xor, 1);
        Recorder first = new Recorder("reference", linear(xor, 1), xor, 1);
        Recorder second = new Recorder("reference", linear(xor, 1), xor, 1)) {
      whole.train(new Perceptron(5, 1));
      first.stopAfter = 6;
      first.train(new Perceptron(5, 1));
      second.goOnFrom(first).train(new Perceptron(5, 1));
      assertThat(second.flatValues()).containsExactly(whole.flatValues());
      assertThat(second.epochLosses)
          .containsExactlyElementsOf(whole.epochLosses.subList(1, whole.epochLosses.size()));
    }
  }

  @Test
  void scoresThatAreNoNumbersEndTheTraining() {
    Examples broken = examples(new double[][] {{Double.NaN, 1}}, new int[] {0}, 2);
    try (Recorder recorder = new Recorder("reference", linear(broken, 1), broken, 1)) {
      assertThatThrownBy(() -> recorder.train(new Perceptron(5, 1)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageStartingWith("epoch 1, example 1: the scores are no finite numbers");
    }
  }
}

package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Loss;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Lbfgs;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// L-BFGS against optima that are known.
final class LbfgsTest {
  /// Four examples at 0, one of them of the second class; five at 1, three of them.
  private static final int[] POINTS = {0, 0, 0, 0, 1, 1, 1, 1, 1};

  private static final int[] LABELS = {1, 0, 0, 0, 1, 1, 1, 0, 0};

  private static final Loss LOGISTIC =
      (scores, target) ->
          scores.softplus().minus(scores.times(target.oneHot().columns(1, 1))).sumRows();

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private static Lbfgs lbfgs(int epochs, double curvature, double tolerance, int batchSize) {
    return new Lbfgs(epochs, 10, 1, curvature, tolerance, batchSize, List.of());
  }

  private Examples groups() {
    Tensor labels = data.allocate(ElementType.I32, Shape.of(LABELS.length));
    for (int i = 0; i < LABELS.length; i++) {
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, LABELS[i]);
    }
    return new Examples(
        Numbers.filled(data, Shape.of(POINTS.length, 1), i -> POINTS[i]),
        Optional.empty(),
        new Targets.Classes(labels, List.of("no", "yes")),
        Optional.empty());
  }

  private static Network single(Examples examples, Loss loss) {
    return Networks.of(examples, (scope, x) -> Networks.linear(scope, x, 1), loss);
  }

  /// With steps to the lowest point of each line it is the method of conjugate gradients, which is
  /// done after as many steps as there are parameters.
  @Test
  void aQuadraticTakesAsManyIterationsAsParameters() {
    Examples examples = Numbers.values(data, 12, 3, 1);
    try (Recorder recorder =
        new Recorder("reference", single(examples, Networks.SQUARES), examples, 1)) {
      recorder.train(lbfgs(4, 1e-4, 0, 5));
      double[] theta = recorder.flatValues();
      double[] x = Numbers.toArray(examples.inputs());
      double[] t = Numbers.toArray(((Targets.Values) examples.targets()).values());
      double[] gradient = new double[4];
      for (int i = 0; i < 12; i++) {
        double error = theta[3] - t[i];
        for (int k = 0; k < 3; k++) {
          error += x[i * 3 + k] * theta[k];
        }
        for (int k = 0; k < 3; k++) {
          gradient[k] += error * x[i * 3 + k] / 12;
        }
        gradient[3] += error / 12;
      }
      assertThat(gradient).containsExactly(new double[4], within(1e-12));
    }
  }

  /// The optimum gives each group the log-odds of its share: ln ⅓, and ln 3⁄2.
  @Test
  void logisticRegressionFindsTheLogOdds() {
    Examples examples = groups();
    for (String engine : List.of("reference", "java")) {
      try (Recorder recorder = new Recorder(engine, single(examples, LOGISTIC), examples, 1)) {
        recorder.train(lbfgs(50, 0.9, 1e-10, 4));
        double accuracy = engine.equals("reference") ? 1e-8 : 2e-3;
        assertThat(recorder.flatValues())
            .containsExactly(
                new double[] {Math.log(1.5) - Math.log(1 / 3.0), Math.log(1 / 3.0)},
                within(accuracy));
        assertThat(recorder.epochLosses).hasSizeLessThan(50);
        assertThat(recorder.noted).containsKey("train.converged");
      }
    }
  }

  @Test
  void penaltiesBelongToWhatIsMadeLeast() {
    Examples examples = groups();
    Network network =
        single(examples, LOGISTIC)
            .penalties(List.of(Networks.named("squares", new Networks.Squares("weight"))));
    for (int batchSize : new int[] {4, 100}) {
      try (Recorder recorder = new Recorder("reference", network, examples, 1)) {
        recorder.train(lbfgs(50, 0.9, 1e-10, batchSize));
        double[] theta = recorder.flatValues();
        double weight = theta[0];
        double bias = 0;
        for (int i = 0; i < POINTS.length; i++) {
          double error = 1 / (1 + Math.exp(-theta[0] * POINTS[i] - theta[1])) - LABELS[i];
          weight += error * POINTS[i] / POINTS.length;
          bias += error / POINTS.length;
        }
        assertThat(weight).isCloseTo(0, within(1e-9));
        assertThat(bias).isCloseTo(0, within(1e-9));
      }
    }
  }

  @Test
  void theLossNeverRises() {
    Examples examples = Numbers.classes(data, 40, 5, 3, -1, 1);
    Network network = Networks.of(examples, Networks.rectified(6, 3), Networks.CROSS_ENTROPY);
    for (String engine : List.of("reference", "java")) {
      try (Recorder recorder = new Recorder(engine, network, examples, 1)) {
        recorder.train(lbfgs(40, 0.9, 0, 16));
        for (int i = 1; i < recorder.epochLosses.size(); i++) {
          assertThat(recorder.epochLosses.get(i))
              .as("epoch %d on %s", i + 1, engine)
              .isLessThanOrEqualTo(recorder.epochLosses.get(i - 1));
        }
        assertThat(recorder.epochLosses.getLast()).isLessThan(recorder.epochLosses.getFirst() / 2);
      }
    }
  }

  @Test
  void howManyExamplesAreComputedAtOnceDoesNotMatter() {
    Examples examples = Numbers.values(data, 11, 3, 2);
    Tensor weights = Numbers.filled(data, Shape.of(11), i -> 1 + i % 3);
    Examples weighted = Numbers.weighted(examples, weights);
    Network network = Networks.of(weighted, (s, x) -> Networks.linear(s, x, 2), Networks.SQUARES);
    try (Recorder parts = new Recorder("reference", network, weighted, 1);
        Recorder whole = new Recorder("reference", network, weighted, 1)) {
      parts.train(lbfgs(5, 0.9, 0, 3));
      whole.train(lbfgs(5, 0.9, 0, 100));
      assertThat(parts.flatValues()).containsExactly(whole.flatValues(), within(1e-9));
    }
  }

  @Test
  void anInterruptionEndsItBetweenIterations() {
    Examples examples = Numbers.values(data, 12, 3, 1);
    try (Recorder recorder =
        new Recorder("reference", single(examples, Networks.SQUARES), examples, 1)) {
      recorder.stopAfter = 2;
      recorder.train(lbfgs(9, 0.9, 0, 100));
      assertThat(recorder.epochLosses).hasSize(2);
      assertThat(recorder.stoppedAt).isNotNull().extracting("epoch").isEqualTo(2);
    }
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() {
    Examples examples =
        new Examples(
            Numbers.filled(data, Shape.of(3, 1), i -> i == 1 ? Float.NaN : 1),
            Optional.empty(),
            new Targets.Values(Numbers.filled(data, Shape.of(3, 1), _ -> 0)),
            Optional.empty());
    try (Recorder recorder =
        new Recorder("reference", single(examples, Networks.SQUARES), examples, 1)) {
      assertThatThrownBy(() -> recorder.train(lbfgs(5, 0.9, 0, 100)))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageStartingWith("epoch 1: the loss is NaN");
    }
  }
}

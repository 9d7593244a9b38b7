package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.model.BatchNorm;
import dev.gatun.plugins.model.LayerNorm;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What normalization gives, and how its states move: figures of PyTorch 1.13 for two examples.
final class NormalizationTest {
  private static final double[] NUMBERS = {1, 2, 4, 8, 0.5, -1, 3, -2};
  private static final Layer BATCH_NORM = new BatchNorm(1e-5, 0.1, true);

  private final Engine engine = Trial.engine("reference");

  @Test
  void layerNormLooksAtEachExample() {
    try (LayerTrial forward = new LayerTrial(Shape.of(2, 4), NUMBERS)) {
      double[] expected = {
        -1.0257545754961932,
        -0.6527529116793956,
        0.09325041595419936,
        1.5852570712213894,
        0.19911671278702603,
        -0.5973501383610781,
        1.5265614647005328,
        -1.128328039126481
      };
      assertThat(forward.of(new LayerNorm(1e-5, true))).containsExactly(expected, within(1e-13));
      assertThat(forward.of(new LayerNorm(1e-5, false))).containsExactly(expected, within(1e-13));
    }
  }

  /// Steps of training, then evaluation by the states they left.
  private double[] evaluated(Network network, LayerTrial data, Parameters parameters, int steps) {
    try (Workspace workspace = engine.workspace("steps")) {
      Plan.Settings settings = Plan.Settings.of(2, 3);
      Plan training = Plan.training(network, parameters, workspace, settings, true);
      training.examples(data.examples);
      training.epoch(1);
      for (int i = 0; i < steps; i++) {
        training.load(Numbers.firstRows(2), 0, 2, 0.5);
        training.forward();
        training.backward();
      }
      Plan plan = Plan.evaluation(parameters, workspace, settings, List.of(network.scores()));
      plan.examples(data.examples);
      plan.load(Numbers.firstRows(2), 0, 2, 1);
      plan.forward();
      plan.forward();
      return engine.download(plan.output(network.scores()));
    }
  }

  @Test
  void trainingMovesTheStatesAndEvaluationTakesThem() {
    try (LayerTrial data = new LayerTrial(Shape.of(2, 4), NUMBERS);
        Workspace workspace = engine.workspace("parameters")) {
      Network network = Networks.of(data.examples, BATCH_NORM, Networks.SUM);
      assertThat(network.graph().mixesExamples(network.losses())).isTrue();
      assertThat(network.graph().stateShapes()).containsOnlyKeys("mean", "variance");
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(3);
      double[] before = evaluated(network, data, parameters, 0);
      assertThat(before).containsExactly(NUMBERS, within(1e-4));
      double[] after = evaluated(network, data, parameters, 1);
      double[] expected = {
        0.9683289508943723,
        1.6782865674918823,
        3.7448012756822804,
        3.1700371464605603,
        0.4449078963568738,
        -0.9036927671110135,
        2.71882832344056,
        -0.9468942125791284
      };
      assertThat(after).containsExactly(expected, within(1e-13));
      double[] mean = {0.07500000000000001, 0.05, 0.35000000000000003, 0.30000000000000004};
      double[] variance = {0.9125, 1.35, 0.9500000000000001, 5.9};
      assertThat(engine.download(parameters.tensor("mean"))).containsExactly(mean, within(1e-15));
      assertThat(engine.download(parameters.tensor("variance")))
          .containsExactly(variance, within(1e-15));
    }
  }

  @Test
  void aSingleNumberHasNoVarianceToMoveTheStateBy() {
    try (LayerTrial data = new LayerTrial(Shape.of(1, 4), 1, 2, 3, 4);
        Workspace workspace = engine.workspace("parameters")) {
      Network network = Networks.of(data.examples, BATCH_NORM, Networks.SUM);
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(3);
      Plan plan = Plan.training(network, parameters, workspace, Plan.Settings.of(1, 3), true);
      plan.examples(data.examples);
      plan.load(new int[] {0}, 0, 1, 1);
      plan.forward();
      plan.backward();
      assertThat(engine.download(plan.output(network.losses()))).containsExactly(0);
      assertThat(engine.download(plan.gradients())).doesNotContain(Double.NaN);
      assertThat(engine.download(parameters.tensor("mean")))
          .containsExactly(new double[] {0.1, 0.2, 0.3, 0.4}, within(1e-15));
      assertThat(engine.download(parameters.tensor("variance"))).containsExactly(1, 1, 1, 1);
    }
  }

  /// The planes of a channel are normalized together.
  @Test
  void imagesAreNormalizedByChannel() {
    try (LayerTrial data = new LayerTrial(Shape.of(2, 2, 1, 2), NUMBERS);
        Workspace workspace = engine.workspace("parameters")) {
      Network network = Networks.of(data.examples, BATCH_NORM, Networks.SUM);
      assertThat(network.graph().parameterShapes()).containsEntry("gain", Shape.of(1, 2));
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(3);
      double[] unused = evaluated(network, data, parameters, 1);
      assertThat(unused).hasSize(8);
      double first = (1 + 2 + 0.5 - 1) / 4;
      double second = (4 + 8 + 3 - 2) / 4.0;
      assertThat(engine.download(parameters.tensor("mean")))
          .containsExactly(new double[] {0.1 * first, 0.1 * second}, within(1e-15));
    }
  }
}

package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random numbers belong to examples: not to batches, rows or engines.
final class DropoutTest {
  private static final int COUNT = 64;
  private static final int FEATURES = 11;

  private final Workspace data = Workspace.open("data");

  /// Inputs 1, 2, 4 and so on, so that a sum of what is left tells what was dropped.
  private final Examples powers =
      new Examples(
          Numbers.filled(data, Shape.of(COUNT, FEATURES), i -> 1 << (i % FEATURES)),
          Optional.empty(),
          new Targets.None(),
          Optional.empty());

  @AfterEach
  void close() {
    data.close();
  }

  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  private static Value dropped(Scope scope, Value x, double rate) {
    // The parameter is 1, and there for a training plan to have something to do.
    Value one = scope.parameter("one", Shape.of(1, 1), Initializer.ONES);
    return scope.dropout("mask", x.times(one), rate);
  }

  private Network network(double rate) {
    return Networks.of(powers, (scope, x) -> dropped(scope, x, rate), Networks.SUM);
  }

  private double[] masks(String engine, long seed, long epoch, int... rows) {
    Plan.Settings settings = Plan.Settings.of(rows.length, seed);
    try (Trial trial = new Trial(engine, network(0.5), powers, settings, true)) {
      trial.plan.epoch(epoch);
      return trial.step(rows).losses();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void masksDependOnTheExampleAndNotOnTheBatch(String engine) {
    double[] all = masks(engine, 5, 1, Numbers.firstRows(COUNT));
    assertThat(Arrays.stream(all).distinct().count()).isGreaterThan(COUNT / 2);
    int[] backwards = IntStream.range(0, COUNT).map(i -> COUNT - 1 - i).toArray();
    double[] reversed = masks(engine, 5, 1, backwards);
    try (Trial trial = new Trial(engine, network(0.5), powers, Plan.Settings.of(10, 5), true)) {
      for (int i = 0; i < COUNT; i++) {
        assertThat(reversed[COUNT - 1 - i]).isEqualTo(all[i]);
        assertThat(trial.step(i).losses()).containsExactly(all[i]);
      }
    }
    assertThat(all).containsExactly(masks("reference", 5, 1, Numbers.firstRows(COUNT)));
  }

  @Test
  void masksDependOnSeedAndEpoch() {
    int[] rows = Numbers.firstRows(COUNT);
    double[] masks = masks("reference", 5, 1, rows);
    assertThat(masks("reference", 5, 1, rows)).containsExactly(masks);
    assertThat(masks("reference", 5, 2, rows)).isNotEqualTo(masks);
    assertThat(masks("reference", 6, 1, rows)).isNotEqualTo(masks);
  }

  @Test
  void theMeanIsKept() {
    double rate = 0.3;
    Network network =
        Networks.of(
            powers,
            // Ones in the place of the inputs, a thousand for each example.
            (scope, x) -> {
              Value ones = x.times(0).plus(1).beside(x.times(0).plus(1));
              for (int i = 0; i < 6; i++) {
                ones = ones.beside(ones);
              }
              return dropped(scope, ones, rate);
            },
            Networks.SUM);
    try (Trial trial = new Trial("reference", network, powers, COUNT)) {
      double[] sums = trial.step(Numbers.firstRows(COUNT)).losses();
      double count = (double) COUNT * FEATURES * 128;
      double mean = Arrays.stream(sums).sum() / count;
      double deviation = Math.sqrt(rate / (1 - rate) / count);
      assertThat(mean).isCloseTo(1, within(5 * deviation));
    }
  }

  @Test
  void evaluationDropsNothing() {
    Network network = network(0.5);
    try (Trial trial = new Trial("reference", network, powers, COUNT)) {
      Plan evaluation =
          Plan.evaluation(
              trial.parameters,
              trial.workspace,
              Plan.Settings.of(COUNT, 5),
              List.of(network.losses()));
      evaluation.examples(powers);
      evaluation.load(Numbers.firstRows(COUNT), 0, COUNT, 1);
      evaluation.forward();
      assertThat(trial.engine.download(evaluation.output(network.losses())))
          .containsOnly((1 << FEATURES) - 1);
    }
  }

  @Test
  void aRateOfZeroIsTheIdentity() {
    Layer model = (scope, x) -> dropped(scope, x, 0).plus(dropped(scope.child("b"), x, 0).sin());
    Network network = Networks.of(powers, model, Networks.SUM);
    assertThat(gradients(network).passed()).isTrue();
  }

  @Test
  void gradientsPassTheSameMask() {
    Layer model =
        (scope, x) ->
            scope
                .dropout("mask", Networks.linear(scope, x.times(0.001), 4).tanh(), 0.4)
                .times(scope.random("noise", Networks.linear(scope.child("b"), x.times(0.001), 4)));
    Network network = Networks.of(powers, model, Networks.SUM);
    assertThat(gradients(network).passed()).isTrue();
  }

  private GradientReport gradients(Network network) {
    return GradientCheck.run(network, powers, Numbers.firstRows(8), GradientCheck.Settings.DEFAULT);
  }

  @Test
  void fixedRandomNumbersAreThoseOfEveryEpochAndOthersAreNot() {
    try (Trial trial =
        new Trial(
            "reference",
            Networks.of(
                powers,
                (scope, x) ->
                    scope
                        .fixedRandom("fixed", x)
                        .beside(scope.random("free", x))
                        .plus(scope.parameter("p", Shape.of(1, 1), Networks.CENTERED)),
                (scores, _) -> scores.columns(0, 1).sumRows()),
            powers,
            COUNT)) {
      double[] first = trial.step(1, 2, 3).losses();
      trial.plan.epoch(2);
      assertThat(trial.step(1, 2, 3).losses()).containsExactly(first);
    }
  }
}

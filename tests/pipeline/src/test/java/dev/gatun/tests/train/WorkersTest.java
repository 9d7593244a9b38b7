package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Penalty;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Rounding;
import dev.gatun.tests.pipeline.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Workers that share each batch train what one worker trains.
final class WorkersTest {
  private static final List<Named<Penalty>> PENALTIES =
      List.of(new Named<>("l2", 0.3, new Networks.Squares("*weight")));

  private static final List<Named<Penalty>> BIASES =
      List.of(new Named<>("l2", 0.3, new Networks.Squares("*bias")));

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private static Trainer trainer(int epochs, int batch, int workers, Optimizer optimizer) {
    return new GradientDescent(
        epochs, batch, optimizer, new Constant(), PENALTIES, Optional.of(workers));
  }

  private Examples weighted(Examples examples) {
    return Numbers.weighted(examples, Numbers.uniform(data, Shape.of(examples.count()), 0.5, 2));
  }

  private static Recorder train(
      String engine, Network network, Examples examples, Trainer trainer) {
    return new Recorder(engine, network, examples, 2).train(trainer);
  }

  private Network dropping(Examples examples) {
    return dropping(examples, PENALTIES);
  }

  private Network dropping(Examples examples, List<Named<Penalty>> penalties) {
    return Networks.of(
            examples,
            (scope, x) ->
                Networks.linear(
                    scope.child("out"),
                    scope.dropout("mask", Networks.linear(scope, x, 8).tanh(), 0.3),
                    3),
            Networks.CROSS_ENTROPY)
        .penalties(penalties);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 7, 2", // the last batch has 6
    "20, 7, 3",
    "10, 4, 3", // the last batch has fewer examples than there are workers
    "9, 4, 2", // the last batch has one example
    "5, 1, 2",
    "3, 8, 2", // fewer examples than a batch
    "3, 8, 3",
    "2, 8, 3", // fewer examples than workers
    "1, 8, 3"
  })
  void equalOneWorkerToRounding(int count, int batch, int workers) {
    Examples plain = Numbers.classes(data, count, 5, 3, -1, 1);
    // A matrix without a penalty gets its gradient from whole batches.
    for (List<Named<Penalty>> penalties : List.of(PENALTIES, BIASES)) {
      equalOneWorkerToRounding(plain, dropping(plain, penalties), batch, workers);
      Examples weighted = weighted(plain);
      equalOneWorkerToRounding(weighted, dropping(weighted, penalties), batch, workers);
    }
  }

  private static void equalOneWorkerToRounding(
      Examples examples, Network network, int batch, int workers) {
    for (Optimizer optimizer :
        List.of(
            new Sgd(0.1, 0.9, 0.01, true), new Adam(0.01, 0.9, 0.999, 1e-6, 0), new Summing(0.1))) {
      try (Recorder one = train("reference", network, examples, trainer(3, batch, 1, optimizer));
          Recorder many =
              train("reference", network, examples, trainer(3, batch, workers, optimizer))) {
        assertThat(many.flatValues())
            .as("%s", optimizer)
            .containsExactly(one.flatValues(), within(1e-12));
        assertThat(toArray(many.stepLosses))
            .containsExactly(toArray(one.stepLosses), within(1e-12));
        assertThat(toArray(many.epochLosses))
            .containsExactly(toArray(one.epochLosses), within(1e-12));
        assertThat(many.noted)
            .containsEntry("train.parallel", Integer.toString(Math.min(batch, workers)));
      }
    }
  }

  private static double[] toArray(List<Double> numbers) {
    return numbers.stream().mapToDouble(number -> number).toArray();
  }

  /// Plain gradient descent over the added gradient, in place of kernels that add its parts.
  private record Summing(double learningRate) implements Optimizer {
    @Override
    public int slots() {
      return 0;
    }

    @Override
    public void update(Update update) {
      update.kernels().axpby(-update.rate(), update.gradient(), 1, update.parameters());
    }
  }

  @Test
  void anOptimizerOverTheAddedGradientIsPlainDescent() {
    Examples examples = weighted(Numbers.classes(data, 10, 5, 3, -1, 1));
    Network network = dropping(examples);
    try (Recorder summing =
            train("reference", network, examples, trainer(3, 4, 3, new Summing(0.1)));
        Recorder plain =
            train("reference", network, examples, trainer(3, 4, 3, new Sgd(0.1, 0, 0, false)))) {
      assertThat(summing.flatValues()).containsExactly(plain.flatValues(), within(1e-12));
    }
  }

  /// Plain gradient descent with weight decay, which writes into the gradient as it may.
  private record Overwriting(double learningRate) implements Optimizer {
    @Override
    public int slots() {
      return 0;
    }

    @Override
    public void update(Update update) {
      update.kernels().axpby(0.2, update.parameters(), 1, update.gradient());
      update.kernels().axpby(-update.rate(), update.gradient(), 1, update.parameters());
    }
  }

  /// Backward passes write no gradient of a parameter that the loss does not depend on.
  @Test
  void anOptimizerMayOverwriteTheGradientOfAnIdleParameter() {
    Examples examples = Numbers.values(data, 10, 2, 2);
    Layer model =
        (scope, x) -> {
          scope.parameter("idle", Shape.of(3, 4), Initializer.ONES);
          return Networks.linear(scope, x, 2);
        };
    Network network = Networks.of(examples, model, Networks.SQUARES).penalties(PENALTIES);
    for (int workers = 1; workers <= 3; workers++) {
      try (Recorder overwriting =
              train("reference", network, examples, trainer(3, 4, workers, new Overwriting(0.1)));
          Recorder plain =
              train(
                  "reference",
                  network,
                  examples,
                  trainer(3, 4, workers, new Sgd(0.1, 0, 0.2, false)))) {
        assertThat(overwriting.flatValues()).containsExactly(plain.flatValues(), within(1e-12));
      }
    }
  }

  /// Blocks of parameters are so small that some workers have nothing to update.
  @Test
  void moreWorkersThanCacheLinesOfParameters() {
    Examples examples = Numbers.values(data, 6, 1, 1);
    Layer scale =
        (scope, x) -> x.times(scope.parameter("weight", Shape.of(1, 1), Initializer.ONES));
    Network network = Networks.of(examples, scale, Networks.SQUARES).penalties(PENALTIES);
    Optimizer optimizer = new Sgd(0.1, 0.5, 0, false);
    for (String engine : engines()) {
      try (Recorder one = train(engine, network, examples, trainer(2, 4, 1, optimizer));
          Recorder many = train(engine, network, examples, trainer(2, 4, 3, optimizer))) {
        double bound = engine.equals("reference") ? 1e-12 : 1e-6;
        assertThat(many.flatValues()).containsExactly(one.flatValues(), within(bound));
      }
    }
  }

  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theSameWorkersGiveTheSameBits(String engine) {
    Examples examples = weighted(Numbers.classes(data, 50, 20, 3, -1, 1));
    Network network = dropping(examples);
    for (int workers = 1; workers <= 3; workers++) {
      Trainer trainer = trainer(4, 9, workers, new Adam(0.01, 0.9, 0.999, 1e-8, 0));
      try (Recorder first = train(engine, network, examples, trainer);
          Recorder second = train(engine, network, examples, trainer)) {
        assertThat(second.flatValues()).containsExactly(first.flatValues());
        assertThat(second.stepLosses).isEqualTo(first.stepLosses);
        assertThat(second.epochLosses).isEqualTo(first.epochLosses);
      }
    }
  }

  static List<String> fastEngines() {
    return Trial.fastEngines();
  }

  /// A linear model under half the squared distance: a step's map `θ → θ − rate·(Hθ − b)` with
  /// `rate·‖H‖ ≤ 2` moves no two points apart, so that the errors of the steps add up at most.
  @ParameterizedTest
  @MethodSource("fastEngines")
  void equalOneWorkerWithinTheBoundOfFloat32(String engine) {
    int features = 6;
    int units = 4;
    int batch = 7;
    int epochs = 5;
    double rate = 0.1;
    Examples examples = weighted(Numbers.values(data, 20, features, units));
    Network network =
        Networks.of(examples, (scope, x) -> Networks.linear(scope, x, units), Networks.SQUARES)
            .penalties(PENALTIES);
    Optimizer optimizer = new Sgd(rate, 0, 0, false);
    try (Recorder one = train(engine, network, examples, trainer(epochs, batch, 1, optimizer))) {
      double x = 1.2;
      double largest = Arrays.stream(one.flatValues()).map(Math::abs).max().orElseThrow() + 0.5;
      assertThat(rate * (features * x * x + 1 + 0.3)).as("rate·‖H‖").isLessThan(2);
      double y = (features * x + 1) * largest;
      double residual = Rounding.gamma(features + 2) * y + Rounding.gamma(4) * (y + 1);
      double gradient =
          x * (residual + Rounding.gamma(batch + 4) * (y + 1)) + Rounding.gamma(4) * 0.3 * largest;
      double step = rate * gradient + Rounding.gamma(4) * (largest + rate * x * (y + 1));
      int steps = epochs * 3;
      double bound = 2 * steps * Math.sqrt(units * (features + 1)) * step;
      for (int workers = 2; workers <= 3; workers++) {
        try (Recorder many =
            train(engine, network, examples, trainer(epochs, batch, workers, optimizer))) {
          assertThat(many.flatValues()).containsExactly(one.flatValues(), within(bound));
        }
      }
      assertThat(bound).isLessThan(1e-2);
    }
  }
}

package dev.gatun.tests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// A forward and a backward pass through a layer and a loss, with given parameters and states.
///
/// @param results every number that came out: `output`, `losses`, `inputs` for the gradient with
///   respect to the inputs, the gradient of each parameter under its name, each state under its own
/// @param operations how many ran
record Passes(Map<String, double[]> results, int operations) {
  /// What is passed through.
  ///
  /// @param model the layer
  /// @param loss of each example; the gradient is that of their sum
  /// @param examples inputs and target
  /// @param tensors parameters and states by name
  /// @param training whether to train rather than to evaluate
  record Subject(
      Layer model,
      Loss loss,
      Examples examples,
      Map<String, Fixture.Block> tensors,
      boolean training) {}

  /// {@return what an engine makes of it}
  static Passes of(String engine, Subject subject) {
    return of(engine, subject, 0, 0);
  }

  /// {@return what an engine makes of it when inputs, parameters and states are moved}
  ///
  /// @param spread how far, as a share of the greatest magnitude of each
  /// @param trial keys the directions
  static Passes of(String engineId, Subject subject, double spread, int trial) {
    Engine engine = Trial.engine(engineId);
    Watched first = new Watched(engine);
    Watched last = new Watched(engine);
    Network network =
        Networks.of(subject.examples, watched(subject.model, first, last), subject.loss);
    try (Workspace workspace = engine.workspace("parity")) {
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      fill(parameters, subject, spread, trial);
      int count = subject.examples.count();
      Plan.Settings settings = Plan.Settings.of(count, 1);
      Plan plan =
          subject.training
              ? Plan.training(network, parameters, workspace, settings, false)
              : Plan.evaluation(parameters, workspace, settings, List.of(network.scores()));
      plan.examples(subject.examples);
      plan.epoch(1);
      plan.load(Numbers.firstRows(count), 0, count, 1);
      plan.forward();
      Map<String, double[]> results = new LinkedHashMap<>();
      results.put("output", last.numbers);
      if (subject.training) {
        results.put("losses", engine.download(plan.output(network.losses())));
        plan.backward();
        parameters
            .views(plan.gradients())
            .forEach((name, gradient) -> results.put(name, engine.download(gradient)));
        results.put(GradientCheck.INPUTS, first.gradient);
        parameters.states().forEach((name, state) -> results.put(name, engine.download(state)));
      }
      return new Passes(results, plan.operations().size());
    }
  }

  /// {@return the model with what goes in, moved by a parameter, and what comes out kept}
  private static Layer watched(Layer model, Watched first, Watched last) {
    return (scope, x) -> {
      Shape shape = Shape.of(1, x.features());
      Value shift = scope.parameter(GradientCheck.INPUTS, shape, Initializer.ZEROS);
      Graph graph = x.graph();
      return graph.apply(last, model.apply(scope, graph.apply(first, x.plus(shift))));
    };
  }

  private static void fill(Parameters parameters, Subject subject, double spread, int trial) {
    TreeSet<String> names = new TreeSet<>(parameters.parameters().keySet());
    names.addAll(parameters.states().keySet());
    names.remove(GradientCheck.INPUTS);
    assertThat(names)
        .as("parameters and states")
        .isEqualTo(new TreeSet<>(subject.tensors.keySet()));
    Engine engine = parameters.engine();
    subject.tensors.forEach((name, block) -> {
      assertThat(parameters.tensor(name).shape()).as(name).isEqualTo(block.shape());
      engine.upload(moved(block.numbers(), spread, name, trial), parameters.tensor(name));
    });
    int features = subject.examples.inputs().columns();
    double greatest = greatest(Numbers.toArray(subject.examples.inputs()));
    double[] shift = moved(new double[features], spread * greatest, "inputs", trial);
    engine.upload(shift, parameters.tensor(GradientCheck.INPUTS));
  }

  static double greatest(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElse(0);
  }

  /// {@return numbers moved by a share of the greatest of them (of 1 where all are 0), each up or
  /// down}
  static double[] moved(double[] numbers, double spread, String name, int trial) {
    double greatest = greatest(numbers);
    double step = spread * (greatest == 0 ? 1 : greatest);
    RandomGenerator random = PhiloxRandom.of(trial, name);
    return Arrays.stream(numbers)
        .map(number -> number + (random.nextBoolean() ? step : -step))
        .toArray();
  }
}

package dev.gatun.plugins.collect;

import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Transforms on the engine `reference`, with a model that hands its input on.
final class Prepared implements AutoCloseable {
  static final long SEED = 7;

  final Network network;
  private final Engine engine =
      Engines.load(Prepared.class.getClassLoader()).open("reference").engine();
  private final Workspace workspace = engine.workspace("transforms");
  private final Examples examples;
  private final Parameters parameters;

  /// @param rows of the training split
  /// @param transforms applied in order, each under the id `t0`, `t1` …
  Prepared(Examples examples, int[] rows, Transform... transforms) {
    this.examples = examples;
    List<Named<Transform>> named = new ArrayList<>();
    for (Transform transform : transforms) {
      named.add(new Named<>("t" + named.size(), 1, transform));
    }
    network = Network.prepare(examples, named).model((_, x) -> x);
    network.losses(List.of(new Named<Loss>("sum", 1, (scores, _) -> scores.flatten().sumRows())));
    parameters = Parameters.allocate(network.graph(), engine, workspace);
    parameters.learn(examples, rows);
  }

  static Prepared of(Examples examples, Transform... transforms) {
    return new Prepared(examples, IntStream.range(0, examples.count()).toArray(), transforms);
  }

  Value inputs() {
    return network.prepared().inputs();
  }

  double[] learned(String name) {
    return engine.download(parameters.tensor(name));
  }

  /// {@return a value for all examples, evaluated}
  double[] evaluate(Value value) {
    Plan plan =
        Plan.evaluation(
            parameters, workspace, Plan.Settings.of(examples.count(), SEED), List.of(value));
    return run(plan, value, 0);
  }

  /// {@return the operations that an evaluation of a value takes}
  List<String> operations(Value value) {
    return Plan.evaluation(
            parameters, workspace, Plan.Settings.of(examples.count(), SEED), List.of(value))
        .operations();
  }

  /// {@return a value the model's input depends on, for all examples, as in an epoch of training}
  double[] train(Value value, int epoch) {
    Plan plan =
        Plan.training(
            network, parameters, workspace, Plan.Settings.of(examples.count(), SEED), false);
    return run(plan, value, epoch);
  }

  private double[] run(Plan plan, Value value, int epoch) {
    plan.examples(examples);
    plan.epoch(epoch);
    plan.load(IntStream.range(0, examples.count()).toArray(), 0, examples.count(), 1);
    plan.forward();
    return engine.download(plan.output(value));
  }

  @Override
  public void close() {
    workspace.close();
  }
}

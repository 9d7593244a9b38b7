package dev.gatun.kit.component;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Audit;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/// A network on an engine, for some steps.
final class Steps implements AutoCloseable {
  private final Network network;
  private final Examples examples;
  private final Workspace workspace;
  private final Engine engine;
  private final long seed;
  final Parameters parameters;

  Steps(Engine engine, Network network, Examples examples, long seed) {
    this.engine = engine;
    this.network = network;
    this.examples = examples;
    this.seed = seed;
    workspace = engine.workspace("steps");
    parameters = Parameters.allocate(network.graph(), engine, workspace);
    parameters.initialize(seed);
    parameters.learn(examples, Data.rows(examples.count()));
  }

  /// Takes over parameters and states.
  Steps with(Parameters others) {
    List<String> names = new ArrayList<>(others.parameters().keySet());
    names.addAll(others.states().keySet());
    names.forEach(name ->
        engine.upload(others.engine().download(others.tensor(name)), parameters.tensor(name)));
    return this;
  }

  Plan plan(int capacity, boolean fuse) {
    Plan plan =
        Plan.training(
            network, parameters, workspace, new Plan.Settings(capacity, seed, fuse), true);
    plan.examples(examples);
    plan.epoch(1);
    return plan;
  }

  /// {@return what a result is for some rows, in batches of a size and a short last one}
  double[] evaluate(int[] rows, int batch, Value value) {
    Plan plan =
        Plan.evaluation(parameters, workspace, Plan.Settings.of(batch, seed), List.of(value));
    plan.examples(examples);
    double[] all = new double[0];
    for (int from = 0; from < rows.length; from += batch) {
      plan.load(rows, from, Math.min(batch, rows.length - from), 1);
      plan.forward();
      double[] part = engine.download(plan.output(value));
      double[] joined = java.util.Arrays.copyOf(all, all.length + part.length);
      System.arraycopy(part, 0, joined, all.length, part.length);
      all = joined;
    }
    return all;
  }

  /// {@return the gradients of a step with all examples}
  SequencedMap<String, double[]> gradients(boolean fuse) {
    Plan plan = plan(examples.count(), fuse);
    load(plan);
    plan.forward();
    plan.backward();
    SequencedMap<String, double[]> gradients = new LinkedHashMap<>();
    parameters
        .views(plan.gradients())
        .forEach((name, tensor) -> gradients.put(name, engine.download(tensor)));
    return gradients;
  }

  /// {@return what a function makes of a step of training with all examples that is ready to run}
  <T> T audit(Function<Plan, T> audit) {
    Plan plan = plan(examples.count(), false);
    load(plan);
    return audit.apply(plan);
  }

  Audit audit() {
    return audit(Audit::of);
  }

  /// {@return a watched evaluation of a result, for all examples}
  Audit auditOf(Value value, Function<Plan, Audit> audit) {
    Plan plan =
        Plan.evaluation(
            parameters,
            workspace,
            new Plan.Settings(examples.count(), seed, false),
            List.of(value));
    plan.examples(examples);
    load(plan);
    return audit.apply(plan);
  }

  void load(Plan plan) {
    int count = examples.count();
    plan.load(Data.rows(count), 0, count, 1.0 / count);
  }

  /// {@return everything a component has to do with, bit for bit: results, and gradients}
  Map<String, double[]> everything(List<Value> results) {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      all.put(
          "result " + i, evaluate(Data.rows(examples.count()), examples.count(), results.get(i)));
    }
    gradients(true)
        .forEach((name, gradient) -> all.put("the gradient of '%s'".formatted(name), gradient));
    return all;
  }

  @Override
  public void close() {
    workspace.close();
  }
}

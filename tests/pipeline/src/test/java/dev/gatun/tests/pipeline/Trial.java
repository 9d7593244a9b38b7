package dev.gatun.tests.pipeline;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Availability;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// A network with parameters and a training plan on one engine.
public final class Trial implements AutoCloseable {
  static final long SEED = 3;

  private static final Engines ENGINES = Engines.load(Trial.class.getClassLoader());
  private static final Map<String, Engine> OPEN = new ConcurrentHashMap<>();

  final Engine engine;
  final Workspace workspace;
  final Network network;
  final Parameters parameters;
  final Plan plan;

  /// What one step gave.
  ///
  /// @param losses of each example
  /// @param gradients of each parameter
  record Step(double[] losses, Map<String, double[]> gradients) {
    double[] gradient(String name) {
      return Objects.requireNonNull(gradients.get(name), name);
    }
  }

  Trial(String engine, Network network, Examples examples, int capacity) {
    this(engine, network, examples, Plan.Settings.of(capacity, SEED), true);
  }

  Trial(String id, Network network, Examples examples, Plan.Settings settings, boolean penalties) {
    this.engine = engine(id);
    this.network = network;
    workspace = engine.workspace("trial");
    parameters = Parameters.allocate(network.graph(), engine, workspace);
    parameters.initialize(SEED);
    parameters.learn(examples, Numbers.firstRows(examples.count()));
    plan = Plan.training(network, parameters, workspace, settings, penalties);
    plan.examples(examples);
    plan.epoch(1);
  }

  public static Engine engine(String id) {
    return OPEN.computeIfAbsent(id, name -> ENGINES.open(name).engine());
  }

  /// {@return the engines in float32 that can run here}
  public static List<String> fastEngines() {
    List<String> ids = new ArrayList<>();
    ENGINES.providers().stream()
        .filter(provider -> provider.preference() >= 0)
        .filter(provider -> provider.availability() instanceof Availability.Available)
        .forEach(provider -> ids.add(provider.id()));
    return ids;
  }

  /// Runs a step over some rows, the gradient being that of their mean loss.
  Step step(int... rows) {
    return step(1.0 / rows.length, rows);
  }

  Step step(double scale, int... rows) {
    plan.load(rows, 0, rows.length, scale);
    plan.forward();
    double[] losses = engine.download(plan.output(network.losses()));
    plan.backward();
    Map<String, double[]> gradients = new LinkedHashMap<>();
    parameters
        .views(plan.gradients())
        .forEach((name, gradient) -> gradients.put(name, engine.download(gradient)));
    return new Step(losses, gradients);
  }

  @Override
  public void close() {
    workspace.close();
  }
}

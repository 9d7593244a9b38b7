package dev.gatun.tests.components;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.util.List;

/// Evaluates a network in float64.
final class Forward {
  private Forward() {}

  /// {@return the numbers of a value for all examples, row-major}
  static double[] of(Network network, Examples examples, Value value) {
    Engine engine = Trial.engine("reference");
    try (Workspace workspace = engine.workspace("evaluation")) {
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(3);
      int count = examples.count();
      Plan plan =
          Plan.evaluation(parameters, workspace, Plan.Settings.of(count, 3), List.of(value));
      plan.examples(examples);
      plan.load(Numbers.firstRows(count), 0, count, 1);
      plan.forward();
      return engine.download(plan.output(value));
    }
  }
}

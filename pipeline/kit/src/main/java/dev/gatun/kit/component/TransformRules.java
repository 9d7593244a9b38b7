package dev.gatun.kit.component;

import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.NotApplicable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rules of transforms.
final class TransformRules {
  /// Half of float64's digits: a transform and its inverse round a few times each.
  private static final double TOLERANCE = 1e-9;

  private TransformRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-30",
            Group.RESULTS,
            Set.of(Transform.class),
            "It learns from the training examples alone.",
            TransformRules::learning),
        new Rule(
            "CMP-31",
            Group.RESULTS,
            Set.of(Transform.class),
            "Its inverse, where it has one, gives back the inputs.",
            TransformRules::inverse));
  }

  /// The last examples are not of the training split: that they are NaN must not matter.
  private static void learning(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      int training = situation.count() - 2;
      Examples damaged =
          new Data(trial.workspace(), trial.seed()).withNaN(situation.examples(), training);
      Map<String, double[]> expected = states(trial, network, situation.examples(), training);
      if (expected.isEmpty()) {
        throw new NotApplicable("it learns nothing from data");
      }
      Map<String, double[]> found = states(trial, network, damaged, training);
      expected.forEach((name, numbers) ->
          Require.same(
              "%s: state '%s'".formatted(situation.title(), name),
              "whatever the examples outside the training split are",
              numbers.length,
              numbers,
              found.getOrDefault(name, new double[numbers.length])));
    }
  }

  private static Map<String, double[]> states(
      Trial trial, Network network, Examples examples, int training) {
    Engine engine = trial.reference();
    try (Workspace workspace = engine.workspace("states")) {
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(trial.seed());
      parameters.learn(examples, Data.rows(training));
      Map<String, double[]> states = new LinkedHashMap<>();
      parameters.states().forEach((name, tensor) -> states.put(name, engine.download(tensor)));
      return states;
    }
  }

  private static void inverse(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      Optional<Value> original = network.originalInputs();
      if (original.isEmpty()) {
        throw new NotApplicable("it has no inverse");
      }
      if (network.prepared().target().hasMask()) {
        throw new NotApplicable("it damages the inputs on purpose");
      }
      try (Steps steps = GraphRules.steps(trial.reference(), network, situation, trial)) {
        int[] rows = Data.rows(situation.count());
        double[] found = steps.evaluate(rows, rows.length, original.get());
        float[] given =
            situation
                .examples()
                .inputs()
                .segment()
                .toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT);
        Require.that(
            found.length == given.length,
            "%s: invert must give %d numbers, got %d",
            situation.title(),
            given.length,
            found.length);
        double greatest = Arrays.stream(found).map(Math::abs).max().orElse(1);
        for (int i = 0; i < found.length; i++) {
          Require.that(
              Math.abs(found[i] - given[i]) <= TOLERANCE * Math.max(1, greatest),
              "%s: invert must give back %s at %s, got %s",
              situation.title(),
              Require.number(given[i]),
              Require.place(i, found.length / rows.length),
              Require.number(found[i]));
        }
      }
    }
  }
}

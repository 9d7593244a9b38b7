package dev.gatun.kit.component;

import dev.gatun.api.Clip;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Rules of what limits gradients.
final class ClipRules {
  private static final int SIZE = 19;

  private ClipRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-65",
            Group.RESULTS,
            Set.of(Clip.class),
            "It makes no number of a gradient larger, and leaves a gradient of zeros.",
            ClipRules::limits),
        new Rule(
            "CMP-66",
            Group.RESULTS,
            Set.of(Clip.class),
            "A gradient limited part by part is the same as at once, each time.",
            ClipRules::parts));
  }

  private static double[] gradient(Trial trial, double scale) {
    RandomGenerator random = PhiloxRandom.of(trial.seed(), "gradient");
    double[] gradient = new double[SIZE];
    Arrays.setAll(gradient, _ -> scale * random.nextGaussian());
    return gradient;
  }

  private static double[] clipped(Trial trial, Clip clip, double[] gradient, int... ends) {
    Engine engine = trial.reference();
    try (Workspace workspace = engine.workspace("clip")) {
      Tensor tensor = workspace.allocate(engine.type(), Shape.of(SIZE));
      engine.upload(gradient, tensor);
      double norm = Math.sqrt(Arrays.stream(gradient).map(x -> x * x).sum());
      int from = 0;
      for (int end : ends) {
        clip.clip(engine, norm, tensor.range(from, Shape.of(end - from)));
        from = end;
      }
      return engine.download(tensor);
    }
  }

  private static void limits(Trial trial) {
    Clip clip = trial.make(Clip.class);
    for (double scale : new double[] {0, 1e-3, 1, 1e3}) {
      double[] given = gradient(trial, scale);
      double[] found = clipped(trial, clip, given, SIZE);
      for (int i = 0; i < SIZE; i++) {
        Require.that(
            Math.abs(found[i]) <= Math.abs(given[i]) * (1 + 1e-12),
            "clip: must not make %s larger, gives %s",
            Require.number(given[i]),
            Require.number(found[i]));
      }
    }
  }

  private static void parts(Trial trial) {
    Clip clip = trial.make(Clip.class);
    double[] given = gradient(trial, 10);
    Require.same(
        "a number",
        "as with all at once",
        SIZE,
        clipped(trial, clip, given, SIZE),
        clipped(trial, clip, given, 5, 6, SIZE));
  }
}

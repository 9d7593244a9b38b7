package dev.gatun.kit.component;

import dev.gatun.api.Initializer;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.engine.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Rules of initializers.
final class InitializerRules {
  private static final List<Shape> SHAPES =
      List.of(Shape.of(5, 4), Shape.of(4, 2, 3, 3), Shape.of(1, 5), Shape.of(1, 1));

  private InitializerRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-40",
            Group.RESULTS,
            Set.of(Initializer.class),
            "It sets every number of a parameter, to a finite one.",
            InitializerRules::sets),
        new Rule(
            "CMP-41",
            Group.DETERMINISM,
            Set.of(Initializer.class),
            "Its numbers depend on the shape and the random numbers it is given alone.",
            InitializerRules::repeats));
  }

  private static double[] values(Trial trial, Initializer initializer, Shape shape) {
    double[] values = new double[Math.toIntExact(shape.size())];
    Arrays.fill(values, Double.NaN);
    initializer.initialize(shape, PhiloxRandom.of(trial.seed(), "parameter"), values);
    return values;
  }

  private static void sets(Trial trial) {
    for (Shape shape : SHAPES) {
      Initializer initializer = trial.make(Initializer.class);
      for (Initializer each : List.of(initializer, initializer.bias(shape))) {
        Require.finite(
            "a parameter %s".formatted(shape), shape.columns(), values(trial, each, shape));
      }
    }
  }

  private static void repeats(Trial trial) {
    Initializer used = trial.make(Initializer.class);
    for (Shape shape : SHAPES) {
      double[] alone = values(trial, trial.make(Initializer.class), shape);
      Require.same(
          "a parameter %s".formatted(shape),
          "as a new initializer gives",
          shape.columns(),
          alone,
          values(trial, used, shape));
    }
  }
}

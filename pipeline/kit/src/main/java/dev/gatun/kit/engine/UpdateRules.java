package dev.gatun.kit.engine;

import java.util.List;

/// Rules of the updates of parameters.
final class UpdateRules {
  private UpdateRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-39",
            Group.UPDATES,
            "Gradient descent adds all gradients, decay, momentum and Nesterov's look-ahead.",
            Agreement.of("sgd")),
        new Rule(
            "ENG-40",
            Group.UPDATES,
            "Adam corrects its moments for the step, with the decay in the gradient or apart.",
            Agreement.of("adam")),
        new Rule(
            "ENG-41",
            Group.UPDATES,
            "NaN in a gradient reaches its own parameter, and no other.",
            UpdateRules::notANumber));
  }

  private static void notANumber(Trial trial) {
    for (Operation operation : Operations.of(Group.UPDATES)) {
      for (Sample sample : operation.samples(trial.draw(), 3, 37)) {
        for (int place : new int[] {0, 31, 73, 110}) {
          double[] gradient = sample.operand("gradients0").values().clone();
          gradient[place] = Double.NaN;
          Sample changed = sample.with("gradients0", gradient);
          Loaded loaded = trial.load(changed);
          loaded.call();
          double[] found = loaded.values("parameters");
          for (int i = 0; i < found.length; i++) {
            Require.that(
                Double.isNaN(found[i]) == (i == place),
                "%s: NaN in gradient %d must reach that parameter and no other, got %s at %d",
                changed,
                place,
                found[i],
                i);
          }
        }
        trial.recycle();
      }
    }
  }
}

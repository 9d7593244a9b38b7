package dev.gatun.kit.engine;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Rules of what a call may touch.
final class MemoryRules {
  private static final int[][] SHAPES = {{1, 1}, {5, 3}, {3, 33}, {17, 7}, {4, 64}};

  private MemoryRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        new Rule(
            "ENG-48",
            Group.MEMORY,
            "Nothing is written outside the results.",
            trial -> each(trial, sample -> nothingOutside(trial, sample))));
    rules.add(
        new Rule(
            "ENG-49",
            Group.MEMORY,
            "Arguments that are not results are not modified.",
            trial -> each(trial, sample -> inputsUnmodified(trial, sample))));
    rules.add(
        new Rule(
            "ENG-50",
            Group.MEMORY,
            "Results are overwritten entirely, and what they held before has no effect.",
            trial -> each(trial, sample -> overwritten(trial, sample))));
    rules.add(
        new Rule(
            "ENG-51",
            Group.MEMORY,
            "A result in the place of an argument has the bits of one apart, where that is"
                + " allowed.",
            trial -> each(trial, sample -> inPlace(trial, sample))));
    rules.add(
        new Rule(
            "ENG-52",
            Group.MEMORY,
            "A call on tensors of a closed workspace is refused in one wording, whichever it is.",
            MemoryRules::closed));
    rules.addAll(LifetimeRules.rules());
    return rules;
  }

  /// Does something with every form of every operation, in several shapes.
  static void each(Trial trial, Consumer<Sample> action) {
    for (int[] shape : SHAPES) {
      for (Operation operation : Operations.all()) {
        for (Sample sample : operation.samples(trial.draw(), shape[0], shape[1])) {
          action.accept(sample);
          trial.recycle();
        }
      }
    }
  }

  /// Requires that all tensors hold what they held before the call, and the elements around.
  static void requireUntouched(Loaded loaded, String why) {
    for (int i = 0; i < loaded.operands().size(); i++) {
      requireSame(loaded, i, 0, loaded.before(i).length, why);
    }
  }

  static void requireSame(Loaded loaded, int operand, int from, int to, String why) {
    double[] before = loaded.before(operand);
    double[] after = loaded.around(operand);
    for (int i = from; i < to; i++) {
      Require.that(
          Require.isSame(before[i], after[i]),
          "%s: %s: element %d of %s must stay %s, got %s",
          loaded.sample(),
          why,
          i - loaded.start(),
          loaded.operands().get(operand),
          before[i],
          after[i]);
    }
  }

  private static void nothingOutside(Trial trial, Sample sample) {
    Loaded loaded = trial.load(sample);
    loaded.call();
    for (int i = 0; i < loaded.operands().size(); i++) {
      Operand operand = loaded.operands().get(i);
      int end = loaded.start() + operand.size();
      requireSame(loaded, i, 0, loaded.start(), "before the tensor");
      requireSame(loaded, i, end, loaded.before(i).length, "beyond the tensor");
    }
  }

  private static void inputsUnmodified(Trial trial, Sample sample) {
    Loaded loaded = trial.load(sample);
    loaded.call();
    for (int i = 0; i < loaded.operands().size(); i++) {
      Operand operand = loaded.operands().get(i);
      if (!operand.isWritten()) {
        int end = loaded.start() + operand.size();
        requireSame(loaded, i, loaded.start(), end, "an argument that is only read");
      }
    }
  }

  /// The results held NaN in the first call, and numbers in the second.
  private static void overwritten(Trial trial, Sample sample) {
    Loaded loaded = trial.load(sample, 0);
    loaded.call();
    double[][] afterNaN = loaded.outputs();
    loaded.reset();
    for (int i = 0; i < loaded.operands().size(); i++) {
      Operand operand = loaded.operands().get(i);
      if (operand.role() == Operand.Role.OUTPUT) {
        double[] numbers = new double[operand.size()];
        Arrays.fill(numbers, 3);
        trial.engine().upload(numbers, loaded.tensor(i));
      }
    }
    loaded.call();
    trial.same(sample, "whatever the result held before", afterNaN, loaded.outputs());
  }

  private static void inPlace(Trial trial, Sample sample) {
    for (Map.Entry<String, String> pair : sample.inPlace()) {
      Loaded apart = trial.load(sample, 0);
      Loaded within = trial.load(sample, 0);
      if (!sample.operand(pair.getKey()).isWritten()) {
        trial
            .engine()
            .upload(sample.operand(pair.getKey()).values(), apart.tensor(pair.getValue()));
      }
      apart.call();
      within.replace(pair.getKey(), within.tensor(pair.getValue()));
      if (!sample.operand(pair.getKey()).isWritten()) {
        within.replace(pair.getKey(), apart.tensor(pair.getKey()));
        within.replace(pair.getValue(), apart.tensor(pair.getKey()));
      }
      within.call();
      String why = "with %s in the place of %s".formatted(pair.getKey(), pair.getValue());
      trial.same(sample, why, apart.outputs(), within.outputs());
    }
  }

  private static void closed(Trial trial) {
    for (Operation operation : Operations.all()) {
      for (Sample sample : operation.samples(trial.draw(), 6, 4)) {
        Loaded loaded = trial.load(sample);
        for (int i = 0; i < loaded.operands().size(); i++) {
          closed(trial, loaded, i);
        }
        trial.recycle();
      }
    }
  }

  private static void closed(Trial trial, Loaded loaded, int operand) {
    Tensor valid = loaded.tensor(operand);
    Workspace workspace = trial.engine().workspace("gone");
    Tensor freed = workspace.allocate(valid.type(), valid.shape());
    workspace.close();
    loaded.replace(operand, freed);
    String sentence =
        "%s: workspace 'gone' is closed; tensor %s was freed with it; copy it into an open workspace first"
            .formatted(loaded.sample().operation(), valid.shape());
    ArgumentRules.refused(
        loaded,
        "%s of a closed workspace".formatted(loaded.operands().get(operand)),
        IllegalStateException.class,
        Pattern.compile("^" + Pattern.quote(sentence) + "$"));
    loaded.replace(operand, valid);
  }
}

package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.Violation;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Rules of what is refused: shapes, types, shared memory.
///
/// `Engine` refuses, in front of the kernels of every engine alike; what an engine itself can get
/// wrong is to be reached by a call that was refused.
final class ArgumentRules {
  private static final int ROWS = 6;
  private static final int COLUMNS = 4;
  private static final Pattern TWO_SHAPES = Pattern.compile("\\[[^]]*].*\\[[^]]*]");

  private ArgumentRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(
        new Rule(
            "ENG-42",
            Group.ARGUMENTS,
            "A tensor of a wrong shape is refused with the operation and both shapes, whichever it"
                + " is.",
            ArgumentRules::shapes));
    rules.add(
        new Rule(
            "ENG-43",
            Group.ARGUMENTS,
            "A tensor of a wrong element type is refused, whichever it is.",
            ArgumentRules::types));
    rules.add(
        new Rule(
            "ENG-44",
            Group.ARGUMENTS,
            "A result that shares memory with an argument is refused, but where it may be that"
                + " one.",
            ArgumentRules::overlaps));
    rules.addAll(ScalarRules.rules());
    return rules;
  }

  /// Requires that a call is refused and touches nothing.
  static void refused(
      Loaded loaded, String what, Class<? extends Exception> type, Pattern message) {
    try {
      loaded.call();
    } catch (RuntimeException e) {
      String text = String.valueOf(e.getMessage());
      Require.that(
          type.isInstance(e)
              && text.startsWith(loaded.sample().operation() + ": ")
              && message.matcher(text).find(),
          "%s: %s must be refused by %s with '%s: …%s', got %s: %s",
          loaded.sample(),
          what,
          type.getSimpleName(),
          loaded.sample().operation(),
          message,
          e.getClass().getSimpleName(),
          text);
      MemoryRules.requireUntouched(loaded, what);
      return;
    } catch (StackOverflowError e) {
      // Kernels that serve nothing were called: the violation below tells it.
    }
    throw new Violation("%s: %s must be refused, was not".formatted(loaded.sample(), what));
  }

  private static void shapes(Trial trial) {
    for (Operation operation : Operations.all()) {
      for (Sample sample : operation.samples(trial.draw(), ROWS, COLUMNS)) {
        Loaded loaded = trial.load(sample);
        for (int i = 0; i < loaded.operands().size(); i++) {
          shapes(trial, loaded, i);
        }
        trial.recycle();
      }
    }
  }

  private static void shapes(Trial trial, Loaded loaded, int operand) {
    Operand right = loaded.operands().get(operand);
    Tensor valid = loaded.tensor(operand);
    int[] extents = right.shape().extents();
    for (int axis = 0; axis < extents.length; axis++) {
      if (!right.free().contains(axis)) {
        int[] wrong = extents.clone();
        wrong[axis]++;
        loaded.replace(operand, trial.workspace().allocate(valid.type(), Shape.of(wrong)));
        String what = "%s %s".formatted(right.name(), Shape.of(wrong));
        refused(loaded, what, ShapeMismatchException.class, TWO_SHAPES);
      }
    }
    // Places go beside their numbers, as matrices of the same rows and columns.
    if (extents.length == 4 && valid.type() != ElementType.I32) {
      loaded.replace(operand, valid.reshape(right.shape().flat()));
      String what = "%s %s".formatted(right.name(), right.shape().flat());
      refused(loaded, what, ShapeMismatchException.class, TWO_SHAPES);
    }
    loaded.replace(operand, valid);
  }

  private static void types(Trial trial) {
    for (Operation operation : Operations.all()) {
      for (Sample sample : operation.samples(trial.draw(), ROWS, COLUMNS)) {
        Loaded loaded = trial.load(sample);
        for (int i = 0; i < loaded.operands().size(); i++) {
          types(trial, loaded, i);
        }
        trial.recycle();
      }
    }
  }

  private static void types(Trial trial, Loaded loaded, int operand) {
    Operand right = loaded.operands().get(operand);
    Tensor valid = loaded.tensor(operand);
    for (ElementType type : ElementType.values()) {
      boolean convertible =
          type == ElementType.U8 || type == ElementType.F32 || type == trial.engine().type();
      boolean taken = type == valid.type() || (right.convertible() && convertible);
      if (!taken) {
        loaded.replace(operand, trial.workspace().allocate(type, right.shape()));
        refused(
            loaded,
            "%s of type %s".formatted(right.name(), type),
            ShapeMismatchException.class,
            Pattern.compile("elements must be .*, got"));
      }
    }
    loaded.replace(operand, valid);
  }

  private static void overlaps(Trial trial) {
    for (Operation operation : Operations.all()) {
      for (Sample sample : operation.samples(trial.draw(), ROWS, COLUMNS)) {
        List<Operand> operands = sample.operands();
        for (int i = 0; i < operands.size(); i++) {
          for (int j = 0; j < operands.size(); j++) {
            if (i != j && operands.get(i).isWritten()) {
              overlap(trial, trial.load(sample, 0), i, j);
            }
          }
        }
        trial.recycle();
      }
    }
  }

  /// Lays an operand over a written one, 8 bytes further on where both are longer.
  private static void overlap(Trial trial, Loaded loaded, int written, int other) {
    Tensor output = loaded.tensor(written);
    Tensor input = loaded.tensor(other);
    long outputBytes = output.segment().byteSize();
    long inputBytes = input.segment().byteSize();
    long shift = Math.min(outputBytes, inputBytes) > Long.BYTES ? Long.BYTES : 0;
    int words = Math.toIntExact((outputBytes + inputBytes) / Long.BYTES + 2);
    Workspace workspace = trial.workspace();
    MemorySegment shared = workspace.allocate(ElementType.F64, Shape.of(words)).segment();
    loaded.replace(
        written, workspace.wrap(output.type(), output.shape(), shared.asSlice(0, outputBytes)));
    loaded.replace(
        other, workspace.wrap(input.type(), input.shape(), shared.asSlice(shift, inputBytes)));
    refused(
        loaded,
        "%s over %s".formatted(loaded.operands().get(other), loaded.operands().get(written)),
        IllegalArgumentException.class,
        Pattern.compile("shares memory with"));
  }
}

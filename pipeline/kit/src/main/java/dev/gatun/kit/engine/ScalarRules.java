package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Unary;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;
import java.util.List;
import java.util.regex.Pattern;

/// Rules of the scalars and elements that are refused.
final class ScalarRules {
  private ScalarRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-45",
            Group.ARGUMENTS,
            "Scalars without meaning are refused: step 0, ε 0, no gradients, no velocity, no"
                + " threads.",
            ScalarRules::scalars),
        new Rule(
            "ENG-46",
            Group.ARGUMENTS,
            "Row numbers, indices and places out of range are refused where the host can see them.",
            ScalarRules::indices),
        new Rule(
            "ENG-47",
            Group.ARGUMENTS,
            "Decompositions refuse NaN, infinity, and matrices that are not positive definite.",
            ScalarRules::notFinite));
  }

  private static void refused(Trial trial, Sample sample, String what, String message) {
    ArgumentRules.refused(
        trial.load(sample),
        what,
        IllegalArgumentException.class,
        Pattern.compile(Pattern.quote(message)));
  }

  private static List<Sample> samples(Trial trial, String operation) {
    return Operations.named(operation).samples(trial.draw(), 6, 4);
  }

  private static void scalars(Trial trial) {
    for (Sample adam : samples(trial, "adam")) {
      for (long step : new long[] {0, -1, Long.MIN_VALUE}) {
        refused(trial, adam.withScalar(6, step), "step " + step, "step must be at least 1");
      }
      refused(trial, adam.withScalar(7, new Operand[0]), "no gradients", "at least one gradient");
    }
    for (Sample sgd : samples(trial, "sgd")) {
      refused(trial, sgd.withScalar(4, new Operand[0]), "no gradients", "at least one gradient");
    }
    Sample plain = samples(trial, "sgd").getFirst();
    refused(trial, plain.withScalar(1, 0.5), "momentum without velocity", "needs a velocity");
    for (Operation operation : Operations.of(Group.NORMALIZATION)) {
      if (!operation.name().equals("channelMoments")) {
        for (double epsilon : new double[] {0, -1, Double.NaN}) {
          Sample sample = samples(trial, operation.name()).getFirst();
          refused(trial, sample.withScalar(0, epsilon), "ε " + epsilon, "epsilon must be above 0");
        }
      }
    }
    for (String operation : new String[] {"biasActivation", "biasActivationGradient"}) {
      Sample sample = samples(trial, operation).getFirst();
      for (Unary f : Unary.values()) {
        if (!f.gradientFromOutput()) {
          refused(trial, sample.withScalar(0, f), f.toString(), "does not follow from its output");
        }
      }
    }
    threads(trial);
  }

  private static void threads(Trial trial) {
    for (int count : new int[] {0, -1}) {
      try {
        trial.engine().threads(count);
      } catch (IllegalArgumentException e) {
        continue;
      }
      throw new Violation("threads(%d) must be refused, was not".formatted(count));
    }
  }

  private static void indices(Trial trial) {
    if (!trial.isOnHost()) {
      throw new NotApplicable("the engine's memory is not the host's; whoever uploads them checks");
    }
    Sample gather = samples(trial, "gather").getFirst();
    for (double row : new double[] {-1, gather.operand("x").shape().rows()}) {
      double[] rows = gather.operand("rows").values().clone();
      rows[rows.length - 1] = row;
      refused(trial, gather.with("rows", rows), "row " + row, "rows must be in [0, ");
    }
    for (String operation :
        new String[] {"gatherColumns", "gatherColumnsGradient", "maxPoolGradient"}) {
      Sample sample = samples(trial, operation).getFirst();
      for (double index : new double[] {-2, Integer.MAX_VALUE}) {
        double[] indices = sample.operand("indices").values().clone();
        indices[indices.length - 1] = index;
        refused(
            trial, sample.with("indices", indices), "index " + index, "indices must be in [-1, ");
      }
    }
  }

  private static void notFinite(Trial trial) {
    for (Operation operation : Operations.of(Group.LINEAR_ALGEBRA)) {
      for (Sample sample : operation.samples(trial.draw(), 6, 4)) {
        for (Operand operand : sample.operands()) {
          for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            if (!operand.isWritten()) {
              double[] values = operand.values().clone();
              values[values.length - 1] = value;
              ArgumentRules.refused(
                  trial.load(sample.with(operand.name(), values)),
                  operand.name() + " with " + value,
                  ArithmeticException.class,
                  Pattern.compile(operand.name() + " .* must be finite, got " + value + " at"));
            }
          }
        }
      }
    }
    notPositive(trial);
  }

  private static void notPositive(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      double[] a = {4, 2, 0, 2, 1, 0, 0, 0, 1};
      Sample sample =
          Sample.of("cholesky", Operand.in("a", a, 3, 3).of(type), Operand.out("l", 3, 3).of(type));
      CholeskyRules.refused(trial.load(sample), 2);
    }
  }
}

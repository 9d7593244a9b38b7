package dev.gatun.plugins.evaluate;

import dev.gatun.api.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Examples of one class and the others in the order of a score, equal scores together.
///
/// Moving a threshold down the scores, each group of equal ones adds to the examples found: those
/// of the class (true) and others (false).
final class Ranking {
  /// Weights found at a threshold.
  ///
  /// @param right of the class, with this group
  /// @param wrong others, with this group
  private record Step(double right, double wrong) {}

  private final List<Step> steps = new ArrayList<>();
  private final WeightedMean rightAbove = new WeightedMean();
  private final WeightedMean wrongBelow = new WeightedMean();
  private double right;
  private double wrong;

  /// Sorts.
  ///
  /// @param scores of the examples, none NaN
  /// @param isRight whether each is of the class
  /// @param weights of the examples
  Ranking(float[] scores, boolean[] isRight, float[] weights) {
    // One number for a score and its example sorts without boxes: scores of either sign in order,
    // as the upper half.
    long[] order = new long[scores.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(scores[i] + 0f);
      order[i] = (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | i;
    }
    java.util.Arrays.sort(order);
    for (int to = order.length; to > 0; ) {
      int from = to - 1;
      while (from > 0 && order[from - 1] >> 32 == order[to - 1] >> 32) {
        from--;
      }
      for (int i = from; i < to; i++) {
        int example = (int) order[i];
        right += isRight[example] ? weights[example] : 0;
        wrong += isRight[example] ? 0 : weights[example];
      }
      steps.add(new Step(right, wrong));
      to = from;
    }
    placements(order, isRight, weights);
  }

  /// Finds for each example of the class what share of the others scores less, and for each other
  /// what share of the class scores more, equal scores counting half.
  private void placements(long[] order, boolean[] isRight, float[] weights) {
    int at = order.length;
    Step before = new Step(0, 0);
    for (Step step : steps) {
      double below = (wrong - (before.wrong() + step.wrong()) / 2) / wrong;
      double above = (before.right() + step.right()) / 2 / right;
      long score = order[at - 1] >> 32;
      for (; at > 0 && order[at - 1] >> 32 == score; at--) {
        int example = (int) order[at - 1];
        if (isRight[example]) {
          rightAbove.add(below, weights[example]);
        } else {
          wrongBelow.add(above, weights[example]);
        }
      }
      before = step;
    }
  }

  /// {@return whether there are examples both of the class and of others}
  boolean isDefined() {
    return right > 0 && wrong > 0;
  }

  /// {@return the area under the ROC curve: how probable it is that an example of the class scores
  /// more than another; NaN where that is not defined}
  double area() {
    return isDefined() ? rightAbove.mean() : Double.NaN;
  }

  /// {@return DeLong's interval of the area}
  Optional<Result.Interval> areaInterval() {
    double variance = rightAbove.varianceOfMean() + wrongBelow.varianceOfMean();
    return isDefined() ? WeightedMean.interval(area(), variance, 0, 1) : Optional.empty();
  }

  /// {@return the mean precision over what each threshold adds to recall; NaN where nothing is of
  /// the class}
  double averagePrecision() {
    double sum = 0;
    double before = 0;
    for (Step step : steps) {
      // A group whose weights are all 0 adds nothing, and has no precision if it is the first.
      sum +=
          step.right() > before
              ? (step.right() - before) * step.right() / (step.right() + step.wrong())
              : 0;
      before = step.right();
    }
    return right > 0 ? sum / right : Double.NaN;
  }

  /// {@return the logit interval of the mean precision: normal in the logarithm of the odds, which
  /// keeps it within [0, 1]; empty at either end}
  Optional<Result.Interval> averagePrecisionInterval() {
    double share = averagePrecision();
    if (!(share > 0 && share < 1)) {
      return Optional.empty();
    }
    double odds = Math.log(share / (1 - share));
    double half = WeightedMean.Z / Math.sqrt(rightAbove.effectiveCount() * share * (1 - share));
    return Optional.of(new Result.Interval(logistic(odds - half), logistic(odds + half)));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// {@return the share of the class by the share of others that thresholds find}
  Result.Curve roc(String name) {
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    for (Step step : steps) {
      x.add(step.wrong() / wrong);
      y.add(step.right() / right);
    }
    return new Result.Curve(name, x, y);
  }

  /// {@return precision by recall}
  Result.Curve precisionByRecall(String name) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Step step : steps) {
      x.add(step.right() / right);
      y.add(step.right() / (step.right() + step.wrong()));
    }
    return new Result.Curve(name, x, y);
  }

  /// {@return the share of the class among the examples}
  double prevalence() {
    return right / (right + wrong);
  }
}

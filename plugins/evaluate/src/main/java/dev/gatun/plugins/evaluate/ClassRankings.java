package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Metric.Need;
import dev.gatun.api.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Keeps what decides the order of examples for each class, and sorts at the end.
///
/// Of two classes only the second is ranked, by its score less that of the first, which keeps apart
/// what probabilities near 1 no longer do. Of more, each is ranked against the rest, by its
/// predictions. Examples of weight 0 are left out.
final class ClassRankings {
  private final ClassScores scores;
  private final int ranked;
  private float[] values = new float[0];
  private int[] labels = new int[0];
  private float[] weights = new float[0];
  private int count;

  /// A class with its ranking.
  ///
  /// @param name of the class
  /// @param ranking of all examples; empty where a value is NaN
  record OfClass(String name, Optional<Ranking> ranking) {}

  ClassRankings(String metric, Metric.Info info) {
    scores = ClassScores.of(metric, info);
    ranked = scores.classes() == 2 ? 1 : scores.classes();
  }

  /// {@return what a metric that ranks reads}
  static EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.PREDICTIONS, Need.LABELS);
  }

  void add(Metric.Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      if (batch.weights()[row] == 0) {
        continue;
      }
      if (count == labels.length) {
        int size = Math.max(1024, 2 * count);
        values = Arrays.copyOf(values, size * ranked);
        labels = Arrays.copyOf(labels, size);
        weights = Arrays.copyOf(weights, size);
      }
      for (int i = 0; i < ranked; i++) {
        values[count * ranked + i] = value(batch, row, i);
      }
      labels[count] = batch.labels()[row];
      weights[count] = batch.weights()[row];
      count++;
    }
  }

  private float value(Metric.Batch batch, int row, int of) {
    return scores.classes() == 2
        ? scores.score(batch, row, 1) - scores.score(batch, row, 0)
        : (float) scores.probability(batch, row, of);
  }

  /// {@return the rankings of all classes, or of the second of two}
  List<OfClass> all() {
    List<OfClass> all = new ArrayList<>();
    for (int i = 0; i < ranked; i++) {
      int label = ranked == 1 ? scores.classes() - 1 : i;
      all.add(new OfClass(scores.names().get(label), ranking(i, label)));
    }
    return all;
  }

  private Optional<Ranking> ranking(int column, int label) {
    float[] of = new float[count];
    boolean[] right = new boolean[count];
    for (int i = 0; i < count; i++) {
      of[i] = values[i * ranked + column];
      right[i] = labels[i] == label;
      if (Float.isNaN(of[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(new Ranking(of, right, Arrays.copyOf(weights, count)));
  }

  /// {@return the mean of a number of each class, with the interval where there is one class}
  ///
  /// @param rankings of all classes
  /// @param number of one
  /// @param interval of the number of one
  static Result.Number result(
      List<OfClass> rankings,
      ToDoubleFunction<Ranking> number,
      Function<Ranking, Optional<Result.Interval>> interval) {
    Optional<Ranking> only =
        rankings.size() == 1 ? rankings.getFirst().ranking() : Optional.empty();
    return new Result.Number(mean(rankings, number), only.flatMap(interval));
  }

  /// {@return the mean of a number of each class that has one; NaN where a value is NaN}
  ///
  /// @param rankings of all classes
  /// @param number of one
  static double mean(List<OfClass> rankings, ToDoubleFunction<Ranking> number) {
    WeightedMean mean = new WeightedMean();
    for (OfClass each : rankings) {
      if (each.ranking().isEmpty()) {
        return Double.NaN;
      }
      double found = number.applyAsDouble(each.ranking().get());
      mean.add(found, Double.isNaN(found) ? 0 : 1);
    }
    return mean.mean();
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Targets;
import java.util.List;

/// Reads the class a model decided for out of its scores, one score per class.
final class ClassScores {
  /// The decision where there is none, because a score is NaN.
  static final int UNDECIDED = -1;

  private ClassScores() {}

  /// {@return the names of the classes}
  ///
  /// @param metric who asks, by component name
  /// @param info about the examples to come
  /// @throws DataException if the data has no classes, or the model not one score for each
  static List<String> names(String metric, Metric.Info info) {
    if (!(info.examples().targets() instanceof Targets.Classes classes)) {
      throw new DataException(
          "metric '%s': targets must be classes, got %s; remove it from evaluate"
              .formatted(metric, info.examples().targets().form()));
    }
    if (classes.names().size() != info.outputs()) {
      throw new DataException(
          "metric '%s': the model must give one score per class, got %d scores for %d classes"
              .formatted(metric, info.outputs(), classes.names().size()));
    }
    return classes.names();
  }

  /// {@return the class with the greatest score, the first of several; [#UNDECIDED] if one is NaN}
  ///
  /// @param batch has scores
  /// @param row of the example
  static int greatest(Metric.Batch batch, int row) {
    int from = row * batch.outputs();
    int greatest = 0;
    for (int i = 0; i < batch.outputs(); i++) {
      float score = batch.scores()[from + i];
      if (Float.isNaN(score)) {
        return UNDECIDED;
      }
      if (score > batch.scores()[from + greatest]) {
        greatest = i;
      }
    }
    return greatest;
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Targets;
import java.util.List;

/// Reads scores and probabilities of classes: one for each class, or a single one for two classes,
/// which is above 0, as a score, for the second class.
///
/// @param names of the classes
/// @param outputs how many numbers the model gives
record ClassScores(List<String> names, int outputs) {
  /// The decision where there is none, because a score is NaN.
  static final int UNDECIDED = -1;

  /// {@return a reader}
  ///
  /// @param metric who asks, by component name
  /// @param info about the examples to come
  /// @throws DataException if the data has no classes, or the model not as many scores as they need
  static ClassScores of(String metric, Metric.Info info) {
    if (!(info.examples().targets() instanceof Targets.Classes(var _, List<String> names))) {
      throw new DataException(
          "metric '%s': targets must be classes, got %s; remove it from evaluate"
              .formatted(metric, info.examples().targets().form()));
    }
    boolean single = info.outputs() == 1 && names.size() == 2;
    if (names.size() != info.outputs() && !single) {
      throw new DataException(
          "metric '%s': the model must give one score per class, got %d scores for %d classes"
              .formatted(metric, info.outputs(), names.size()));
    }
    return new ClassScores(names, info.outputs());
  }

  /// {@return how many classes there are}
  int classes() {
    return names.size();
  }

  /// {@return the class with the greatest score, the first of several; [#UNDECIDED] if one is NaN}
  ///
  /// @param batch has scores
  /// @param row of the example
  int decided(Metric.Batch batch, int row) {
    int greatest = 0;
    for (int i = 0; i < classes(); i++) {
      float score = score(batch, row, i);
      if (Float.isNaN(score)) {
        return UNDECIDED;
      }
      if (score > score(batch, row, greatest)) {
        greatest = i;
      }
    }
    return greatest;
  }

  /// {@return the score of a class; of two with a single score, 0 for the first}
  float score(Metric.Batch batch, int row, int of) {
    float[] scores = batch.scores();
    if (isSingle()) {
      return of == 0 && !Float.isNaN(scores[row]) ? 0 : scores[row];
    }
    return scores[row * outputs + of];
  }

  /// {@return the prediction of a class; of two with a single prediction, what it lacks to 1 for
  /// the first}
  double probability(Metric.Batch batch, int row, int of) {
    float[] predictions = batch.predictions();
    return isSingle()
        ? (of == 0 ? 1.0 - predictions[row] : predictions[row])
        : predictions[row * outputs + of];
  }

  private boolean isSingle() {
    return outputs < names.size();
  }
}

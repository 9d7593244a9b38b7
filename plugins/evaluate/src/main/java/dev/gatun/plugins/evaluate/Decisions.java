package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;

/// The weight of examples of each class (rows) that were taken for each class (columns); the last
/// column has those taken for none, because a score is NaN.
final class Decisions {
  private final ClassScores scores;
  private final double[][] weights;

  Decisions(ClassScores scores) {
    this.scores = scores;
    this.weights = new double[scores.classes()][scores.classes() + 1];
  }

  int classes() {
    return scores.classes();
  }

  void add(Metric.Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      int decided = scores.decided(batch, row);
      int column = decided == ClassScores.UNDECIDED ? classes() : decided;
      weights[batch.labels()[row]][column] += batch.weights()[row];
    }
  }

  double at(int label, int decided) {
    return weights[label][decided];
  }

  /// {@return the weight of the examples of a class}
  double labelled(int label) {
    double sum = 0;
    for (double weight : weights[label]) {
      sum += weight;
    }
    return sum;
  }

  /// {@return the weight of the examples taken for a class}
  double decided(int as) {
    double sum = 0;
    for (double[] row : weights) {
      sum += row[as];
    }
    return sum;
  }

  /// {@return the weight of all examples}
  double total() {
    double sum = 0;
    for (int label = 0; label < classes(); label++) {
      sum += labelled(label);
    }
    return sum;
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;

/// The weight of examples of each class (rows) that were taken for each class (columns); the last
/// column has those taken for none, because a score is NaN.
final class Decisions {
  /// How a number made of the shares of the cells changes with one of them.
  interface Slope {
    /// {@return the derivative}
    ///
    /// @param label row of the cell
    /// @param decided column of the cell
    double at(int label, int decided);
  }

  private final ClassScores scores;
  private final double[][] weights;

  /// Of each cell, the sum of the examples' squared weights.
  private final double[][] squares;

  Decisions(ClassScores scores) {
    this.scores = scores;
    this.weights = new double[scores.classes()][scores.classes() + 1];
    this.squares = new double[scores.classes()][scores.classes() + 1];
  }

  int classes() {
    return scores.classes();
  }

  void add(Metric.Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      int decided = scores.decided(batch, row);
      int column = decided == ClassScores.UNDECIDED ? classes() : decided;
      double weight = batch.weights()[row];
      weights[batch.labels()[row]][column] += weight;
      squares[batch.labels()[row]][column] += weight * weight;
    }
  }

  /// {@return a number made of the cells' shares with its normal interval, by the delta method: to
  /// first order, the number varies as the mean over the examples of the slope at their cell}
  ///
  /// Source: Agresti 2013, *Categorical Data Analysis*, section 16.1.
  ///
  /// @param number from the shares
  /// @param slope of the number
  /// @param least the least the number can be
  /// @param most the greatest
  Result.Number withInterval(double number, Slope slope, double least, double most) {
    double total = total();
    double mean = 0;
    for (int label = 0; label < weights.length; label++) {
      for (int decided = 0; decided <= classes(); decided++) {
        mean += slope.at(label, decided) * weights[label][decided] / total;
      }
    }
    double variance = 0;
    for (int label = 0; label < weights.length; label++) {
      for (int decided = 0; decided <= classes(); decided++) {
        double off = slope.at(label, decided) - mean;
        variance += squares[label][decided] * off * off;
      }
    }
    return new Result.Number(
        number, WeightedMean.interval(number, variance / (total * total), least, most));
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

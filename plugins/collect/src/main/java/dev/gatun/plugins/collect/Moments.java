package dev.gatun.plugins.collect;

import dev.gatun.api.graph.Learner;
import java.util.function.IntUnaryOperator;

/// Learns what brings groups of features to mean 0 and deviation 1: the factor `1/σ`, or the shift
/// `−μ/σ`.
///
/// σ is the deviation of the examples at hand (divided by n, not n − 1); where it is 0, 1 takes its
/// place.
///
/// Source: Welford 1962, *Note on a method for calculating corrected sums of squares and products*.
final class Moments implements Learner {
  /// Which of the two numbers is wanted.
  enum Wanted {
    /// `1/σ`.
    FACTOR,
    /// `−μ/σ`.
    SHIFT
  }

  private final Wanted wanted;
  private final int results;
  private final IntUnaryOperator groupOf;
  private final long[] counts;
  private final double[] means;
  private final double[] squares;

  /// @param results how many numbers are wanted
  /// @param groups how many groups there are
  /// @param groupOf the group of a feature, and of a result
  Moments(Wanted wanted, int results, int groups, IntUnaryOperator groupOf) {
    this.wanted = wanted;
    this.results = results;
    this.groupOf = groupOf;
    counts = new long[groups];
    means = new double[groups];
    squares = new double[groups];
  }

  @Override
  public void add(double[] features) {
    for (int i = 0; i < features.length; i++) {
      int group = groupOf.applyAsInt(i);
      double difference = features[i] - means[group];
      means[group] += difference / ++counts[group];
      squares[group] += difference * (features[i] - means[group]);
    }
  }

  @Override
  public double[] result() {
    double[] result = new double[results];
    for (int i = 0; i < results; i++) {
      int group = groupOf.applyAsInt(i);
      double deviation = Math.sqrt(squares[group] / Math.max(1, counts[group]));
      double factor = deviation == 0 ? 1 : 1 / deviation;
      result[i] = wanted == Wanted.FACTOR ? factor : -means[group] * factor;
    }
    return result;
  }
}

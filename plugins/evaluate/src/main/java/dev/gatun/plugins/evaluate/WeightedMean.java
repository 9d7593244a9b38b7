package dev.gatun.plugins.evaluate;

import dev.gatun.api.Result;
import java.util.Optional;

/// A mean of weighted numbers with its standard error. Numbers of weight 0 do not count, even if
/// they are NaN.
///
/// The variance of weighted numbers is `Σ w(x − m)² / (Σw − Σw²/Σw)`, and that of their mean this
/// over the effective number `(Σw)² / Σw²`. With equal weights both are the usual ones.
///
/// Source: West 1979, Updating Mean and Variance Estimates; Kish 1965, Survey Sampling, section 8.2
/// (effective number).
final class WeightedMean {
  /// The 97.5 % point of the standard normal distribution.
  static final double Z = 1.959963984540054;

  private double sum;
  private double weights;
  private double squaredWeights;
  private double runningMean;
  private double squares;

  /// Takes a number into account.
  void add(double number, double weight) {
    if (weight == 0) {
      return;
    }
    sum += weight * number;
    weights += weight;
    squaredWeights += weight * weight;
    double difference = number - runningMean;
    runningMean += difference * weight / weights;
    squares += weight * difference * (number - runningMean);
  }

  /// {@return the mean; NaN of nothing}
  double mean() {
    return sum / weights;
  }

  /// {@return the sum of the weights}
  double weights() {
    return weights;
  }

  /// {@return of how many numbers with equal weights the mean would be as sure}
  double effectiveCount() {
    return weights * weights / squaredWeights;
  }

  /// {@return the sum of weighted squared differences from the mean}
  double squares() {
    return squares;
  }

  /// {@return the variance of the mean, as an estimate; NaN of less than two numbers}
  double varianceOfMean() {
    double freedom = weights - squaredWeights / weights;
    return freedom > 0 ? squares / freedom / effectiveCount() : Double.NaN;
  }

  /// {@return the mean with its normal interval}
  ///
  /// @param least the least a mean can be, and the interval can reach
  /// @param most the greatest
  Result.Number result(double least, double most) {
    return new Result.Number(mean(), interval(mean(), varianceOfMean(), least, most));
  }

  /// {@return the normal interval around an estimate; empty where its variance is 0 or unknown, for
  /// then it says nothing}
  static Optional<Result.Interval> interval(
      double estimate, double variance, double least, double most) {
    double half = Z * Math.sqrt(variance);
    return half > 0 && Double.isFinite(half)
        ? Optional.of(
            new Result.Interval(Math.max(least, estimate - half), Math.min(most, estimate + half)))
        : Optional.empty();
  }
}

package dev.gatun.kit.engine;

import java.util.function.IntUnaryOperator;

/// Numbers in groups, rows or channels, with each group's moments in float64.
final class Standardized {
  private final double[] x;
  private final IntUnaryOperator group;
  private final double[] mean;
  private final double[] variance;
  private final double[] magnitude;
  private final int count;

  private Standardized(double[] x, int groups, IntUnaryOperator group) {
    this.x = x;
    this.group = group;
    this.count = groups == 0 ? 0 : x.length / groups;
    this.mean = new double[groups];
    this.variance = new double[groups];
    this.magnitude = new double[groups];
    for (int i = 0; i < x.length; i++) {
      mean[group(i)] += x[i] / count;
      magnitude[group(i)] += Math.abs(x[i]) / count;
    }
    for (int i = 0; i < x.length; i++) {
      variance[group(i)] += centered(i) * centered(i) / count;
    }
  }

  static Standardized byRows(double[] x, int columns) {
    return new Standardized(x, columns == 0 ? 0 : x.length / columns, i -> i / columns);
  }

  static Standardized byChannels(double[] x, int columns, int channels) {
    return new Standardized(x, channels, i -> i % columns / (columns / channels));
  }

  int group(int i) {
    return group.applyAsInt(i);
  }

  /// {@return how many numbers a group has}
  int count() {
    return count;
  }

  double centered(int i) {
    return x[i] - mean[group(i)];
  }

  double mean(int group) {
    return mean[group];
  }

  double variance(int group) {
    return variance[group];
  }

  /// {@return the mean of the absolute values}
  double magnitude(int group) {
    return magnitude[group];
  }

  /// {@return means and variances, rounded to float32}
  double[][] moments() {
    double[][] moments = {mean.clone(), variance.clone()};
    for (double[] values : moments) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) values[i];
      }
    }
    return moments;
  }
}

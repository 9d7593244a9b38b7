package dev.gatun.plugins.evaluate;

/// Adds up squared differences, in double precision and the order of the data.
final class SquaredErrors {
  private double sum;
  private long count;

  /// Takes differences into account.
  ///
  /// @param a at least `size` numbers; not modified
  /// @param b as many; not modified
  /// @param size how many to compare
  void add(float[] a, float[] b, int size) {
    for (int i = 0; i < size; i++) {
      double difference = (double) a[i] - b[i];
      sum += difference * difference;
    }
    count += size;
  }

  /// {@return the mean squared difference; NaN where nothing was added}
  double mean() {
    return sum / count;
  }
}

package dev.gatun.plugins.train;

/// Where a watched number should go.
public enum Direction {
  /// Smaller is better, as with a loss.
  FALL,
  /// Greater is better, as with accuracy.
  RISE;

  /// {@return a number that any other is better than}
  double worst() {
    return this == FALL ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /// {@return whether a number is better than the best so far by more than a share of it; NaN never
  /// is}
  ///
  /// @param value the number
  /// @param best the best so far, or [#worst]
  /// @param share at least 0
  boolean isBetter(double value, double best, double share) {
    if (Double.isInfinite(best)) {
      return !Double.isNaN(value) && value != best;
    }
    double margin = share * Math.abs(best);
    return this == FALL ? value < best - margin : value > best + margin;
  }
}

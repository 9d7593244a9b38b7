package dev.gatun.api;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What a metric found.
public sealed interface Result {
  /// One number.
  ///
  /// @param value the number; NaN where it is not defined
  /// @param interval where the number may lie of which the examples are a sample; empty where that
  ///   is not known
  record Number(double value, Optional<Interval> interval) implements Result {
    /// Makes a number without an interval.
    ///
    /// @param value the number; NaN where it is not defined
    public Number(double value) {
      this(value, Optional.empty());
    }
  }

  /// A confidence interval at the level 95 %: of many samples, that share has an interval that
  /// contains the true number.
  ///
  /// @param low the lower end
  /// @param high the upper end
  record Interval(double low, double high) {}

  /// Several numbers by name.
  ///
  /// @param values in reading order
  record Numbers(SequencedMap<String, Double> values) implements Result {}

  /// A table of counts, such as true classes by predicted classes.
  ///
  /// @param names of rows and columns alike
  /// @param counts row by row
  record Counts(List<String> names, long[][] counts) implements Result {}

  /// Curves, such as precision by recall.
  ///
  /// @param curves in reading order
  record Curves(List<Curve> curves) implements Result {}

  /// A line through points.
  ///
  /// @param name such as a class
  /// @param x from left to right
  /// @param y one for each x; NaN where there is none
  record Curve(String name, List<Double> x, List<Double> y) {}
}

package dev.gatun.api;

import java.util.List;
import java.util.SequencedMap;

/// What a metric found.
public sealed interface Result {
  /// One number.
  ///
  /// @param value the number; NaN where it is not defined
  record Number(double value) implements Result {}

  /// Several numbers by name.
  ///
  /// @param values in reading order
  record Numbers(SequencedMap<String, Double> values) implements Result {}

  /// A table of counts, such as true classes by predicted classes.
  ///
  /// @param names of rows and columns alike
  /// @param counts row by row
  record Counts(List<String> names, long[][] counts) implements Result {}
}

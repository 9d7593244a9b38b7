package dev.gatun.engine;

/// How many numbers become one.
public enum Reduction {
  /// Their sum; 0 of none.
  SUM,
  /// The greatest; negative infinity of none, NaN if any is.
  MAXIMUM
}

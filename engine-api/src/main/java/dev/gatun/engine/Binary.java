package dev.gatun.engine;

/// Functions of two numbers.
public enum Binary {
  /// `a + b`.
  PLUS,
  /// `a − b`.
  MINUS,
  /// `a · b`.
  TIMES,
  /// `a / b`, by the rules of IEEE 754.
  DIVIDE,
  /// The greater; NaN if either is.
  MAXIMUM,
  /// The smaller; NaN if either is.
  MINIMUM,
  /// 1 where `a > b`, else 0.
  GREATER
}

package dev.gatun.api;

/// An interval of numbers, written `[from, to]`.
///
/// @param from the smaller end
/// @param to the greater end
public record Range(double from, double to) {
  /// Checks the order.
  ///
  /// @throws IllegalArgumentException unless `from < to` and both are finite
  public Range {
    if (!(from < to) || Double.isInfinite(to - from)) {
      throw new IllegalArgumentException(
          "a range must be [from, to] with from < to, got [%s, %s]".formatted(from, to));
    }
  }

  /// {@return the length of the interval, above 0}
  public double length() {
    return to - from;
  }
}

package dev.gatun.runner.definition;

/// The numbers an option may have.
///
/// @param low the smaller end
/// @param above whether the smaller end is itself excluded
/// @param high the greater end
/// @param below whether the greater end is itself excluded
record Bounds(double low, boolean above, double high, boolean below) {
  /// Every finite number.
  static final Bounds NONE =
      new Bounds(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

  /// {@return whether a number is allowed; NaN never is}
  ///
  /// @param number to check
  boolean allows(double number) {
    return (above ? number > low : number >= low) && (below ? number < high : number <= high);
  }

  /// {@return whether a number is allowed once it is rounded to float32}
  ///
  /// The ends are compared as they are written, since 0.1 as a float exceeds 0.1; but a number that
  /// is rounded onto an excluded end would break what the component counts on.
  ///
  /// @param number to check
  boolean allowsFloat(double number) {
    float rounded = (float) number;
    return allows(number)
        && (Float.isFinite(rounded) || Double.isInfinite(number))
        && !(above && rounded == (float) low)
        && !(below && rounded == (float) high);
  }

  /// {@return the bounds in words, such as `in (0, 1]` or `at least 0`; empty where there are none}
  String text() {
    if (low == Double.NEGATIVE_INFINITY && above) {
      return high == Double.POSITIVE_INFINITY && below
          ? ""
          : (below ? "below " : "at most ") + Scalars.text(high);
    }
    if (high == Double.POSITIVE_INFINITY && below) {
      return (above ? "above " : "at least ") + Scalars.text(low);
    }
    return "in %s%s, %s%s"
        .formatted(above ? "(" : "[", Scalars.text(low), Scalars.text(high), below ? ")" : "]");
  }
}

package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;

/// The arithmetic of an element type: F32 or F64.
enum Precision {
  /// Float32.
  SINGLE(0x1p-24, Float.MIN_VALUE, Float.MAX_VALUE),
  /// Float64: as exact as the yardstick itself.
  DOUBLE(0x1p-53, Double.MIN_VALUE, Double.MAX_VALUE);

  /// What a function of the yardstick may itself be off, in units in the last place of float64.
  private static final int YARDSTICK = 2;

  private final double roundoff;
  private final double least;
  private final double greatest;

  Precision(double roundoff, double least, double greatest) {
    this.roundoff = roundoff;
    this.least = least;
    this.greatest = greatest;
  }

  static Precision of(ElementType type) {
    return type == ElementType.F64 ? DOUBLE : SINGLE;
  }

  /// {@return u, the unit roundoff}
  double roundoff() {
    return roundoff;
  }

  /// {@return γₖ = k·u / (1 − k·u) (Higham, eq. 3.1)}
  double gamma(int k) {
    return k * roundoff / (1 - k * roundoff);
  }

  /// {@return γₖ Σ|terms|, and what underflow may add to each term}
  double sum(int k, double magnitude) {
    return gamma(k) * magnitude + k * least;
  }

  /// {@return units in the last place of a number of this type}
  double ulps(int count, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return 0;
    }
    double limited = Math.min(Math.abs(value), greatest);
    return this == SINGLE
        ? count * (double) Math.ulp((float) limited)
        : (count + YARDSTICK) * Math.ulp(limited);
  }

  /// {@return whether a number found may stand for the exact one}
  boolean allows(double expected, double found, double bound) {
    if (Double.isNaN(expected) || Double.isNaN(found)) {
      return Double.isNaN(expected) && Double.isNaN(found);
    }
    if (expected == found || Math.abs(expected - found) <= bound) {
      return true;
    }
    // Half a unit beyond the greatest number rounds to infinity.
    boolean overflows = Math.abs(expected) + bound >= greatest * (1 + roundoff / 2);
    return Double.isInfinite(found) && found * expected > 0 && overflows;
  }
}

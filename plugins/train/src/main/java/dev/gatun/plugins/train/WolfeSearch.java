package dev.gatun.plugins.train;

import java.util.Optional;

/// Finds a step along a line that meets the strong Wolfe conditions.
///
/// Source: Nocedal and Wright 2006, *Numerical Optimization*, algorithms 3.5 and 3.6, with cubic
/// interpolation, equation 3.59.
///
/// @param curvature the greatest slope at the end, as a share of that at the beginning
record WolfeSearch(double curvature) {
  /// The share of the decrease that the first slope promises which a step must reach.
  static final double DECREASE = 1e-4;

  /// Most steps tried in each of the two stages.
  private static final int TRIALS = 25;

  /// Steps keep this share of the bracket away from its ends.
  private static final double MARGIN = 0.1;

  /// A bracket shorter than this share of its ends holds no other number worth a trial.
  private static final double SHORTEST = 1e-12;

  /// A function along a line.
  ///
  /// @param <P> what its points are
  @FunctionalInterface
  interface Line<P extends Point> {
    /// {@return value and slope at a step}
    ///
    /// @param step above 0
    P at(double step);
  }

  /// A point of the line.
  interface Point {
    /// {@return how far along the line it is}
    double step();

    /// {@return the value there; maybe no finite number}
    double value();

    /// {@return the derivative along the line}
    double slope();
  }

  /// {@return a point that meets the conditions, or at least one that is lower; empty where none
  /// was found}
  ///
  /// @param line makes points
  /// @param start of the line, whose slope is below 0
  /// @param first step to try
  <P extends Point> Optional<P> search(Line<P> line, P start, double first) {
    P before = start;
    double step = first;
    for (int i = 0; i < TRIALS; i++) {
      P now = line.at(step);
      if (isTooHigh(now, start) || (i > 0 && now.value() >= before.value())) {
        return zoom(line, start, before, now);
      }
      if (isFlat(now, start)) {
        return Optional.of(now);
      }
      if (now.slope() >= 0) {
        return zoom(line, start, now, before);
      }
      before = now;
      step *= 2;
    }
    return Optional.of(before);
  }

  /// No number counts as too high.
  private static boolean isTooHigh(Point point, Point start) {
    return !(point.value() <= start.value() + DECREASE * point.step() * start.slope());
  }

  private boolean isFlat(Point point, Point start) {
    return Math.abs(point.slope()) <= -curvature * start.slope();
  }

  /// Narrows a bracket down.
  ///
  /// @param lowest low enough, its slope pointing to the other end
  /// @param opposite the other end
  private <P extends Point> Optional<P> zoom(Line<P> line, P start, P lowest, P opposite) {
    P low = lowest;
    P high = opposite;
    for (int i = 0; i < TRIALS && !isShort(low, high); i++) {
      P now = line.at(between(low, high));
      if (isTooHigh(now, start) || now.value() >= low.value()) {
        high = now;
        continue;
      }
      if (isFlat(now, start)) {
        return Optional.of(now);
      }
      if (now.slope() * (high.step() - low.step()) >= 0) {
        high = low;
      }
      low = now;
    }
    return low.step() > 0 ? Optional.of(low) : Optional.empty();
  }

  private static boolean isShort(Point a, Point b) {
    return Math.abs(a.step() - b.step()) <= SHORTEST * Math.max(a.step(), b.step());
  }

  /// {@return where the cubic through both points is lowest, kept away from the ends; the middle
  /// where it has no lowest point}
  private static double between(Point a, Point b) {
    double length = b.step() - a.step();
    double tilt = a.slope() + b.slope() - 3 * (b.value() - a.value()) / length;
    double root = Math.sqrt(tilt * tilt - a.slope() * b.slope()) * Math.signum(length);
    double share = 1 - (b.slope() + root - tilt) / (b.slope() - a.slope() + 2 * root);
    return a.step()
        + length * (Double.isFinite(share) ? Math.clamp(share, MARGIN, 1 - MARGIN) : 0.5);
  }
}

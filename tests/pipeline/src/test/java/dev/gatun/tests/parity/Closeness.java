package dev.gatun.tests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.tests.pipeline.Rounding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/// How far computed numbers may be from PyTorch's.
final class Closeness {
  /// How far data are moved to measure a condition number.
  private static final double SPREAD = 1e-6;

  private static final int TRIALS = 4;

  private Closeness() {}

  /// Requires float64 numbers to agree, each to a share of itself; where numbers cancel, to a
  /// thousandth of that share of the greatest of them (of 1 where all are below).
  static void assertAgree(String name, double[] actual, double[] expected, double share) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    double floor = 1e-3 * share * Math.max(1, Passes.greatest(expected));
    for (int i = 0; i < actual.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("%s[%d]: %s, PyTorch %s", name, i, actual[i], expected[i])
          .isLessThanOrEqualTo(share * Math.abs(expected[i]) + floor);
    }
  }

  /// Requires float32 numbers to be within a bound of PyTorch's, norm-wise.
  static void assertWithin(String name, double[] actual, double[] expected, double bound) {
    assertThat(actual).as(name).hasSameSizeAs(expected);
    assertThat(distance(actual, expected))
        .as("%s: distance from PyTorch's %s", name, norm(expected))
        .isLessThanOrEqualTo(bound);
  }

  static double norm(double[] a) {
    return distance(a, new double[a.length]);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  /// {@return how far float32 results may be from exact ones, by name, in the Euclidean norm: depth
  /// times unit roundoff times condition}
  ///
  /// To first order an error is what each rounding contributes, each of them at most a unit
  /// roundoff u of the number it makes, amplified on its way to the result (Higham, *Accuracy and
  /// Stability of Numerical Algorithms*, 2nd ed., section 1.6). With m roundings in a row, `‖ŷ − y‖
  /// ≤ γ(m)·(C + ‖y‖ + M·√k)`, γ(m) = m·u / (1 − m·u). C is how much y moves when all data move by
  /// a share of their greatest magnitude, over that share, measured in float64: it stands for the
  /// amplification of what is made of the data first. ‖y‖ stands for what is made last. In between
  /// there may be numbers that cancel later: each of the k numbers of y has the greatest magnitude
  /// M of data and results for it, at least 1, as functions like the exponential make of a 0.
  ///
  /// @param depth m, roundings in a row
  /// @param exact the results in float64
  /// @param data the numbers they were made of
  /// @param moved the results of data moved by a share, for a number of trials
  static Map<String, Double> bounds(
      int depth,
      Map<String, double[]> exact,
      Iterable<double[]> data,
      BiFunction<Double, Integer, Map<String, double[]>> moved) {
    double magnitude = 1;
    for (double[] numbers : data) {
      magnitude = Math.max(magnitude, Passes.greatest(numbers));
    }
    for (double[] numbers : exact.values()) {
      magnitude = Math.max(magnitude, Passes.greatest(numbers));
    }
    Map<String, Double> conditions = new LinkedHashMap<>();
    for (int trial = 1; trial <= TRIALS; trial++) {
      moved
          .apply(SPREAD, trial)
          .forEach((name, y) ->
              conditions.merge(name, distance(y, at(exact, name)) / SPREAD, Math::max));
    }
    Map<String, Double> bounds = new LinkedHashMap<>();
    for (Map.Entry<String, double[]> entry : exact.entrySet()) {
      double[] y = entry.getValue();
      double condition = Objects.requireNonNull(conditions.get(entry.getKey()));
      bounds.put(
          entry.getKey(),
          Rounding.gamma(depth) * (condition + norm(y) + magnitude * Math.sqrt(y.length)));
    }
    return bounds;
  }

  static double[] at(Map<String, double[]> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }
}

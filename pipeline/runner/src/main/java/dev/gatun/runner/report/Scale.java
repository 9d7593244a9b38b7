package dev.gatun.runner.report;

import java.util.ArrayList;
import java.util.List;

/// An axis: where a value lies between its ends, and which values are marked.
///
/// @param low value at 0
/// @param high value at 1, above `low`
/// @param logarithmic whether equal factors are equal lengths; `low` is above 0 then
/// @param ticks marked values, rising
record Scale(double low, double high, boolean logarithmic, List<Double> ticks) {
  /// {@return an axis from a round value to another that holds both values}
  ///
  /// @param low finite
  /// @param high finite, at least `low`
  /// @param intervals about how many, at least 1
  static Scale linear(double low, double high, int intervals) {
    double pad = low < high ? 0 : Math.max(Math.abs(low) * 0.1, 1e-6);
    double step = step((high - low + 2 * pad) / intervals);
    double from = Math.floor((low - pad) / step) * step;
    double to = Math.ceil((high + pad) / step) * step;
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= Math.round((to - from) / step); i++) {
      ticks.add(from + i * step);
    }
    return new Scale(from, to, false, List.copyOf(ticks));
  }

  /// {@return an axis between whole numbers, with whole numbers marked and no room at the ends}
  static Scale whole(double low, double high, int intervals) {
    double step = Math.max(1, step((high - low) / intervals));
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
      ticks.add(tick);
    }
    return low < high
        ? new Scale(low, high, false, List.copyOf(ticks))
        : new Scale(low - 1, high + 1, false, List.of(low));
  }

  /// {@return an axis of powers of ten}
  ///
  /// @param low above 0
  /// @param high above `low`
  static Scale logarithmic(double low, double high) {
    int from = (int) Math.floor(Math.log10(low));
    int to = (int) Math.ceil(Math.log10(high));
    int step = Math.max(1, (to - from + 5) / 6);
    List<Double> ticks = new ArrayList<>();
    for (int power = from; power <= to; power += step) {
      ticks.add(Math.pow(10, power));
    }
    return new Scale(Math.pow(10, from), Math.pow(10, to), true, List.copyOf(ticks));
  }

  /// {@return the least of 1, 2, 5, 10, … times a power of ten that is not below}
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /// {@return where a value lies, 0 at the low end and 1 at the high end}
  double at(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }
}

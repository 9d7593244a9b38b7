package dev.gatun.plugins.evaluate.draw;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// A range of numbers with round ticks. Immutable.
///
/// Ticks are multiples of 1, 2 or 5 times a power of ten and are kept in decimal, so that a tick is
/// `0.3` and never `0.30000000000000004`. Any input gives a usable axis: bounds that are not finite
/// become `[0, 1]`, equal or nearly equal ones are widened by a tenth.
///
/// Source: Heckbert, *Nice Numbers for Graph Labels*, Graphics Gems (1990).
public final class Axis {

  private static final double GREATEST = 1e300;

  /// Slack for quotients such as 0.3 / 0.1, which is just below 3.
  private static final double SLACK = 1e-9;

  private final double low;
  private final double high;
  private final boolean logarithmic;
  private final List<BigDecimal> ticks;
  private final List<String> labels;

  private record Range(double low, double high) {

    static Range of(double low, double high) {
      if (!Double.isFinite(low) || !Double.isFinite(high)) {
        return new Range(0, 1);
      }
      double least = bounded(Math.min(low, high));
      double most = bounded(Math.max(low, high));
      double size = Math.max(Math.abs(least), Math.abs(most));
      if (size == 0) {
        return new Range(0, 1);
      }
      if (most - least > SLACK * size) {
        return new Range(least, most);
      }
      return new Range(least - 0.1 * size, most + 0.1 * size);
    }

    private static double bounded(double value) {
      double clipped = Math.clamp(value, -GREATEST, GREATEST);
      return Math.abs(clipped) < 1 / GREATEST ? 0 : clipped;
    }

    double size() {
      return high - low;
    }
  }

  private Axis(Range range, boolean logarithmic, List<BigDecimal> ticks, List<String> labels) {
    low = range.low();
    high = range.high();
    this.logarithmic = logarithmic;
    this.ticks = List.copyOf(ticks);
    this.labels = List.copyOf(labels);
  }

  /// {@return an axis widened so that it starts and ends at a tick}
  ///
  /// @param low least value
  /// @param high greatest value
  /// @param intervals wanted number of intervals between ticks, at least 1; about that many result
  public static Axis rounded(double low, double high, int intervals) {
    Range range = Range.of(low, high);
    BigDecimal step = step(range.size() / Math.max(1, intervals));
    double size = step.doubleValue();
    List<BigDecimal> ticks =
        multiples(
            step,
            (long) Math.floor(range.low() / size + SLACK),
            (long) Math.ceil(range.high() / size - SLACK));
    Range widened = new Range(ticks.getFirst().doubleValue(), ticks.getLast().doubleValue());
    return new Axis(widened, false, ticks, labels(ticks, step));
  }

  /// {@return an axis of just this range, with at least two ticks inside where there is room}
  ///
  /// @param low least value
  /// @param high greatest value
  /// @param intervals wanted number of intervals between ticks, at least 1; about that many result
  /// @param whole whether ticks must be whole numbers
  public static Axis tight(double low, double high, int intervals, boolean whole) {
    Range range = whole && low == high ? new Range(low - 0.5, low + 0.5) : Range.of(low, high);
    int wanted = Math.max(1, intervals);
    BigDecimal step;
    List<BigDecimal> ticks;
    do {
      step = step(range.size() / wanted);
      if (whole && step.compareTo(BigDecimal.ONE) < 0) {
        step = BigDecimal.ONE;
      }
      double size = step.doubleValue();
      ticks =
          multiples(
              step,
              (long) Math.ceil(range.low() / size - SLACK),
              (long) Math.floor(range.high() / size + SLACK));
      wanted *= 2;
    } while (ticks.size() < 2 && wanted <= 16);
    return new Axis(range, false, ticks, labels(ticks, step));
  }

  /// {@return an axis on which equal factors are equally far apart}
  ///
  /// @param low least value; if it is not above 0, the axis is `[0.1, 1]`
  /// @param high greatest value
  /// @param intervals wanted number of intervals between ticks, at least 1
  public static Axis logarithmic(double low, double high, int intervals) {
    boolean usable = Math.min(low, high) > 0 && Double.isFinite(low + high);
    Range range = usable ? Range.of(low, high) : new Range(0.1, 1);
    double least = Math.max(range.low(), 1 / GREATEST);
    double most = Math.max(range.high(), 2 * least);
    if (range.high() / least < 4) {
      Axis linear = rounded(least, range.high(), intervals);
      if (linear.low > 0) {
        return new Axis(new Range(linear.low, linear.high), true, linear.ticks, linear.labels);
      }
    }
    List<BigDecimal> steps = decimalSteps(least, most);
    Range widened = new Range(steps.getFirst().doubleValue(), steps.getLast().doubleValue());
    List<BigDecimal> shown = thinned(steps, Math.max(1, intervals));
    boolean plain = least >= 1e-3 && most < 1e5;
    List<String> labels =
        shown.stream()
            .map(tick -> plain ? Numbers.compact(tick.doubleValue()) : Numbers.exponent(tick))
            .toList();
    return new Axis(widened, true, shown, labels);
  }

  private static BigDecimal step(double raw) {
    int power = (int) Math.floor(Math.log10(raw));
    for (int factor : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(factor, -power);
      if (step.doubleValue() >= raw * (1 - SLACK)) {
        return step;
      }
    }
    return BigDecimal.valueOf(1, -power - 1);
  }

  private static List<BigDecimal> multiples(BigDecimal step, long first, long last) {
    List<BigDecimal> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      ticks.add(step.multiply(BigDecimal.valueOf(i)));
    }
    return ticks;
  }

  /// 1, 2 and 5 times powers of ten, from the last that is at most `low` to the first at or above
  /// `high`.
  private static List<BigDecimal> decimalSteps(double low, double high) {
    List<BigDecimal> steps = new ArrayList<>();
    int last = (int) Math.ceil(Math.log10(high)) + 1;
    for (int power = (int) Math.floor(Math.log10(low)) - 1; power <= last; power++) {
      for (int factor : new int[] {1, 2, 5}) {
        BigDecimal step = BigDecimal.valueOf(factor, -power);
        if (step.doubleValue() <= low * (1 + SLACK)) {
          steps.clear();
        }
        steps.add(step);
        if (step.doubleValue() >= high * (1 - SLACK)) {
          return steps;
        }
      }
    }
    return steps;
  }

  /// All steps if they are few, otherwise only powers of ten, otherwise every second, third… of
  /// them.
  private static List<BigDecimal> thinned(List<BigDecimal> steps, int intervals) {
    if (steps.size() <= intervals + 2) {
      return steps;
    }
    List<BigDecimal> powers =
        steps.stream().filter(step -> step.unscaledValue().intValue() == 1).toList();
    int stride = Math.ceilDiv(Math.max(1, powers.size() - 1), intervals);
    List<BigDecimal> shown = new ArrayList<>();
    for (int i = 0; i < powers.size(); i += stride) {
      shown.add(powers.get(i));
    }
    return shown.size() < 2 ? List.of(steps.getFirst(), steps.getLast()) : shown;
  }

  private static List<String> labels(List<BigDecimal> ticks, BigDecimal step) {
    BigDecimal largest = BigDecimal.ZERO;
    for (BigDecimal tick : ticks) {
      largest = largest.max(tick.abs());
    }
    BigDecimal most = largest;
    return ticks.stream().map(tick -> Numbers.tick(tick, step, most)).toList();
  }

  /// {@return where the axis starts}
  public double low() {
    return low;
  }

  /// {@return where the axis ends, above [#low()]}
  public double high() {
    return high;
  }

  /// {@return the ticks, rising, all within the axis}
  public double[] ticks() {
    return ticks.stream().mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /// {@return what is written at each tick, all different}
  public List<String> labels() {
    return labels;
  }

  /// {@return where a value lies: 0 at the start of the axis, 1 at its end, clipped}
  ///
  /// @param value any; what is not finite gives NaN, and so does a value not above 0 on a
  ///   logarithmic axis
  public double fraction(double value) {
    if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
      return Double.NaN;
    }
    double fraction =
        logarithmic
            ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (value - low) / (high - low);
    return Math.clamp(fraction, 0, 1);
  }
}

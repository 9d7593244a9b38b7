package dev.gatun.plugins.evaluate.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Writes numbers briefly, with a true minus sign.
final class Numbers {

  private static final BigDecimal SMALL = new BigDecimal("0.001");
  private static final BigDecimal LARGE = BigDecimal.valueOf(100_000);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal HUGE = BigDecimal.valueOf(1_000_000_000);

  private Numbers() {}

  /// {@return a tick of an axis, in the same form as its neighbours}
  ///
  /// @param tick a multiple of the step
  /// @param step distance of two ticks, its unscaled value 1, 2 or 5
  /// @param largest greatest absolute tick of the axis; it chooses the form
  static String tick(BigDecimal tick, BigDecimal step, BigDecimal largest) {
    int decimals = Math.max(0, step.scale());
    if (largest.compareTo(LARGE) >= 0 && largest.compareTo(HUGE) < 0) {
      int shift = largest.compareTo(MILLION) < 0 ? 3 : 6;
      int left = Math.max(0, shift + step.scale());
      if (left <= 3) {
        String digits = plain(tick.movePointLeft(shift), left);
        return tick.signum() == 0 ? "0" : digits + (shift == 3 ? "k" : "M");
      }
      return plain(tick, decimals);
    }
    boolean tiny = largest.compareTo(SMALL) < 0;
    boolean huge = largest.compareTo(HUGE) >= 0;
    return tiny || huge ? exponent(tick) : plain(tick, decimals);
  }

  /// {@return the number with three significant digits, `NaN`, `∞` or `−∞`}
  static String compact(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    int whole = exact.precision() - exact.scale();
    BigDecimal rounded = exact.round(new MathContext(Math.clamp(whole, 3, 5)));
    BigDecimal size = rounded.abs();
    if (size.signum() != 0 && (size.compareTo(SMALL) < 0 || size.compareTo(LARGE) >= 0)) {
      return exponent(exact.round(new MathContext(3)));
    }
    return signed(rounded.stripTrailingZeros().toPlainString());
  }

  /// {@return the count in full below the limit, and otherwise as `12.3k`, `3M` and so on}
  ///
  /// @param count at least 0
  /// @param limit at least 1000
  static String count(long count, long limit) {
    if (count < limit) {
      return Long.toString(count);
    }
    BigDecimal digits = BigDecimal.valueOf(count).round(new MathContext(3));
    int unit = (digits.precision() - digits.scale() - 1) / 3;
    BigDecimal shown = digits.movePointLeft(3 * unit).stripTrailingZeros();
    return shown.toPlainString() + "kMGTPE".charAt(unit - 1);
  }

  /// {@return the number as `2.5e−6`}
  static String exponent(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal digits = number.stripTrailingZeros();
    int power = digits.precision() - digits.scale() - 1;
    return signed(digits.movePointLeft(power).stripTrailingZeros().toPlainString() + "e" + power);
  }

  private static String plain(BigDecimal number, int decimals) {
    return signed(number.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static String signed(String digits) {
    return digits.replace('-', '−');
  }
}

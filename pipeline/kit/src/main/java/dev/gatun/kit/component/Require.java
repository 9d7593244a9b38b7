package dev.gatun.kit.component;

import dev.gatun.kit.Violation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a rule requires.
final class Require {
  private Require() {}

  @SuppressWarnings("AnnotateFormatMethod") // no such annotation without one more dependency
  static void that(boolean holds, String sentence, @Nullable Object... arguments) {
    if (!holds) {
      throw new Violation(sentence.formatted(arguments));
    }
  }

  /// Requires numbers, bit by bit; NaN equals NaN.
  ///
  /// @param what names them, such as `the loss`
  /// @param why such as `as it is in a batch of its own`
  /// @param columns of the numbers seen as a matrix
  static void same(String what, String why, int columns, double[] expected, double[] found) {
    for (int i = 0; i < expected.length; i++) {
      that(
          Double.doubleToLongBits(expected[i]) == Double.doubleToLongBits(found[i]),
          "%s at %s must be %s %s, got %s",
          what,
          place(i, columns),
          number(expected[i]),
          why,
          number(found[i]));
    }
  }

  static void finite(String what, int columns, double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      that(
          Double.isFinite(numbers[i]),
          "%s must be finite, got %s at %s",
          what,
          numbers[i],
          place(i, columns));
    }
  }

  static String place(int index, int columns) {
    return columns < 1 ? "[]" : "[%d, %d]".formatted(index / columns, index % columns);
  }

  static String number(double number) {
    String shortest = String.format(Locale.ROOT, "%.6g", number);
    return Double.isFinite(number) ? shortest : Double.toString(number);
  }
}

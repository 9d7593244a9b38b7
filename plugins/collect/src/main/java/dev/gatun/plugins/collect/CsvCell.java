package dev.gatun.plugins.collect;

import java.util.Locale;
import java.util.Set;

/// What the text in a cell means.
final class CsvCell {
  private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");

  private CsvCell() {}

  /// {@return whether the text stands for a value that is missing}
  static boolean isMissing(String text) {
    return text.length() <= 4 && MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /// {@return the number; NaN if it is none, infinite if it is beyond float32}
  static double number(String text) {
    for (int i = 0; i < text.length(); i++) {
      // Java's own reader takes more for a number: 1f, 0x1p3, Infinity.
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return Double.NaN;
      }
    }
    try {
      double number = Double.parseDouble(text);
      return Float.isInfinite((float) number) ? Double.POSITIVE_INFINITY : number;
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  /// {@return whether the text is a whole number, written as one}
  static boolean isInteger(String text) {
    int from = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return text.length() > from && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }
}

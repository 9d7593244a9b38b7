package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.ScalarNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/// Reads and writes numbers, booleans and durations.
final class Scalars {
  /// Says why a text is not the value that is wanted.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  private static final int LONGEST_SHOWN = 60;

  private Scalars() {}

  /// {@return a text in short, for messages}
  ///
  /// @param text any
  /// @param plain whether it was written without quotes
  static String shown(String text, boolean plain) {
    if (plain && isNumberLike(text)) {
      return shortened(text);
    }
    return "'" + shortened(text) + "'";
  }

  private static boolean isNumberLike(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    String digits = unsigned.startsWith(".") ? unsigned.substring(1) : unsigned;
    boolean number = !digits.isEmpty() && Names.isDigit(digits.charAt(0));
    return (number || unsigned.equalsIgnoreCase(".inf") || text.equalsIgnoreCase(".nan"))
        && text.indexOf('\n') < 0;
  }

  static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    int end =
        text.offsetByCodePoints(0, Math.min(LONGEST_SHOWN, text.codePointCount(0, text.length())));
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        default -> shown.append(Character.isISOControl(c) ? '?' : c);
      }
    }
    return end < text.length() ? shown.append('…').toString() : shown.toString();
  }

  /// Reads an integer.
  ///
  /// @param node what is written
  /// @param type as in `an integer`, for messages
  /// @param low the least
  /// @param high the greatest
  static long integer(ScalarNode node, String type, long low, long high) {
    String text = node.text();
    requirePlain(node, type);
    if (!isInteger(text)) {
      throw new Refused("must be " + type + ", got " + node.shown() + correction(text));
    }
    try {
      long value = Long.parseLong(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Too long for 64 bits: the same message as for other limits.
    }
    throw new Refused("must be from %d to %d, got %s".formatted(low, high, node.shown()));
  }

  /// Reads a number.
  ///
  /// @param node what is written
  static double number(ScalarNode node) {
    String text = node.text();
    requirePlain(node, "a number");
    switch (text.toLowerCase(Locale.ROOT)) {
      case ".inf", "+.inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-.inf" -> {
        return Double.NEGATIVE_INFINITY;
      }
      case ".nan" -> {
        return Double.NaN;
      }
      default -> {}
    }
    if (!isNumber(text)) {
      throw new Refused("must be a number, got " + node.shown() + correction(text));
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new Refused("must be a number below 1.8e308 in magnitude, got " + node.shown());
    }
    return value;
  }

  private static void requirePlain(ScalarNode node, String type) {
    if (!node.plain()) {
      String text = node.text();
      boolean number = isNumber(text) || isInteger(text);
      throw new Refused(
          "must be %s, got the text %s%s"
              .formatted(type, node.shown(), number ? "; write it without quotes" : ""));
    }
  }

  private static boolean isInteger(String text) {
    int begin = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int end = digits(text, begin);
    boolean leadingZero = end - begin > 1 && text.charAt(begin) == '0';
    return end > begin && end == text.length() && !leadingZero;
  }

  /// YAML 1.2.2, section 10.3.2, tag:yaml.org,2002:float, without leading zeros.
  private static boolean isNumber(String text) {
    int begin = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    int at = digits(text, begin);
    int count = at - begin;
    if (count > 1 && text.charAt(begin) == '0') {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      count += end - at - 1;
      at = end;
    }
    if (count == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int end = digits(text, at);
      if (end == at) {
        return false;
      }
      at = end;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && Names.isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// What other notations of numbers were probably meant to say.
  private static String correction(String text) {
    String bare = text.replace("_", "");
    String sign = bare.startsWith("-") ? "-" : "";
    String digits = bare.startsWith("-") || bare.startsWith("+") ? bare.substring(1) : bare;
    if (digits.length() > 18) {
      return "";
    }
    String decimal = "";
    if (digits.matches("0[xX][0-9a-fA-F]+")) {
      decimal = Long.toString(Long.parseUnsignedLong(digits.substring(2), 16));
    } else if (digits.matches("0o[0-7]+")) {
      decimal = Long.toString(Long.parseLong(digits.substring(2), 8));
    } else if (digits.matches("0[0-9]+(\\.[0-9]*)?")) {
      decimal = digits.replaceFirst("^0+(?=[0-9])", "");
    } else if (text.contains("_") && isNumber(digits)) {
      decimal = digits;
    } else if (isNumber(digits) && Double.parseDouble(digits) < 1e15) {
      BigDecimal exact = new BigDecimal(digits);
      boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
      decimal = whole ? exact.toBigInteger().toString() : "";
    }
    return decimal.isEmpty() ? "" : "; write " + sign + decimal;
  }

  /// Reads a boolean.
  ///
  /// @param node what is written
  static boolean truth(ScalarNode node) {
    String text = node.text();
    if (node.plain()) {
      switch (text) {
        case "true", "True", "TRUE" -> {
          return true;
        }
        case "false", "False", "FALSE" -> {
          return false;
        }
        default -> {}
      }
    }
    String meant =
        switch (text.toLowerCase(Locale.ROOT)) {
          case "yes", "y", "on", "1", "true" -> "; write true";
          case "no", "n", "off", "0", "false" -> "; write false";
          default -> "";
        };
    throw new Refused("must be true or false, got " + node.shown() + meant);
  }

  /// Reads a duration: `1h30m`, `90s`, `250ms`, or ISO 8601.
  ///
  /// @param node what is written
  static Duration duration(ScalarNode node) {
    String text = node.text();
    try {
      if (text.startsWith("P") || text.startsWith("-P")) {
        return Duration.parse(text);
      }
      if (text.length() <= 40
          && text.matches("([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?")
          && !text.isEmpty()) {
        return parts(text);
      }
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      // The message below says what is expected.
    }
    throw new Refused(
        "must be a duration such as 90s, 5m or 1h30m, got %s%s"
            .formatted(node.shown(), isInteger(text) ? "; write " + text + "s for seconds" : ""));
  }

  private static Duration parts(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      int end = digits(text, at);
      long count = Long.parseLong(text.substring(at, end));
      boolean millis = text.startsWith("ms", end);
      sum =
          sum.plus(
              switch (text.charAt(end)) {
                case 'd' -> Duration.ofDays(count);
                case 'h' -> Duration.ofHours(count);
                case 'm' -> millis ? Duration.ofMillis(count) : Duration.ofMinutes(count);
                default -> Duration.ofSeconds(count);
              });
      at = end + (millis ? 2 : 1);
    }
    return sum;
  }

  /// {@return a duration as it is written in definitions}
  ///
  /// @param duration to write
  static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    long hours = duration.toHours();
    return (hours > 0 ? hours + "h" : "")
        + (duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "")
        + (duration.toSecondsPart() > 0 ? duration.toSecondsPart() + "s" : "")
        + (duration.toMillisPart() > 0 ? duration.toMillisPart() + "ms" : "");
  }

  /// {@return the shortest text that reads back as the same number}
  ///
  /// @param number to write
  static String text(double number) {
    return shortest(Double.toString(number));
  }

  /// {@return the shortest text that reads back as the same number}
  ///
  /// @param number to write
  static String text(float number) {
    return shortest(Float.toString(number));
  }

  private static String shortest(String java) {
    return switch (java) {
      case "Infinity" -> ".inf";
      case "-Infinity" -> "-.inf";
      case "NaN" -> ".nan";
      default -> {
        String text = java.replace('E', 'e').replace(".0e", "e");
        yield text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
      }
    };
  }
}

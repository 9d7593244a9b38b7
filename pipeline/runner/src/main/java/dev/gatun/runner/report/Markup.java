package dev.gatun.runner.report;

import java.util.Locale;

/// Text of a page in the making; what is not markup is escaped.
final class Markup {
  private final StringBuilder page = new StringBuilder();

  /// Adds markup as it is.
  Markup raw(String markup) {
    page.append(markup);
    return this;
  }

  /// Adds text, escaped for element content and quoted attributes alike. Characters that no XML
  /// document may contain become U+FFFD.
  Markup text(String text) {
    text.codePoints().forEach(this::character);
    return this;
  }

  /// Adds the beginning of an element.
  ///
  /// @param name of the element
  /// @param attributes names and values by turns; fractions are written with one place
  Markup open(String name, Object... attributes) {
    return tag(name, attributes).raw(">");
  }

  /// Adds an element without content, see [#open].
  Markup empty(String name, Object... attributes) {
    return tag(name, attributes).raw("/>");
  }

  private Markup tag(String name, Object... attributes) {
    raw("<").raw(name);
    for (int i = 0; i < attributes.length; i += 2) {
      raw(" ").raw(String.valueOf(attributes[i])).raw("=\"");
      text(attributes[i + 1] instanceof Double x ? tenths(x) : attributes[i + 1].toString());
      raw("\"");
    }
    return this;
  }

  /// {@return a length with one place, in the digits of markup whatever the machine's language is}
  static String tenths(double length) {
    return String.format(Locale.ROOT, "%.1f", length);
  }

  private void character(int c) {
    switch (c) {
      case '&' -> page.append("&amp;");
      case '<' -> page.append("&lt;");
      case '>' -> page.append("&gt;");
      case '"' -> page.append("&quot;");
      case '\'' -> page.append("&#39;");
      default -> page.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
    }
  }

  private static boolean isAllowed(int c) {
    boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
  }

  /// {@return a number to read: about four digits, thousands apart; text as it is}
  static String number(Object value) {
    if (!(value instanceof Number number)) {
      return value.toString();
    }
    double x = number.doubleValue();
    if (!Double.isFinite(x)) {
      return Double.isNaN(x) ? "NaN" : x > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(x);
    String text;
    if (size >= 1e15 || (size > 0 && size < 1e-4)) {
      text = String.format(Locale.ROOT, "%.3e", x);
    } else if (x == Math.rint(x) || size >= 1000) {
      text = String.format(Locale.ROOT, "%,.0f", x);
    } else {
      // Four significant digits: 3 − ⌊log₁₀ size⌋ places.
      int places = (int) Math.clamp(3 - Math.floor(Math.log10(size)), 1, 7);
      String digits = String.format(Locale.ROOT, "%." + places + "f", x);
      text = digits.replaceFirst("\\.?0+$", "");
    }
    return text.replace('-', '−');
  }

  /// {@return a number with all its digits}
  static String exact(Object value) {
    return value instanceof Double x && x == Math.rint(x) && Math.abs(x) < 1e15
        ? Long.toString(x.longValue())
        : value.toString();
  }

  @Override
  public String toString() {
    return page.toString();
  }
}

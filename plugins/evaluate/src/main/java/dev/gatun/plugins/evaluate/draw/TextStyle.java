package dev.gatun.plugins.evaluate.draw;

/// Size and colour of a line of text, and its measures.
///
/// @param size height of the em square in logical pixels, greater than 0
/// @param color `0xRRGGBB`
public record TextStyle(double size, int color) {

  /// The title of a figure.
  public static final TextStyle TITLE = new TextStyle(15, Palette.INK);

  /// The name of an axis.
  public static final TextStyle LABEL = new TextStyle(13, Palette.INK);

  /// Ticks, legends and captions.
  public static final TextStyle SMALL = new TextStyle(12, Palette.MUTED);

  /// Checks the size.
  ///
  /// @throws IllegalArgumentException if the size is not a finite number above 0
  public TextStyle {
    if (!(size > 0) || Double.isInfinite(size)) {
      throw new IllegalArgumentException("text size: must be in (0, ∞), got " + size);
    }
  }

  /// {@return the same size in another colour}
  ///
  /// @param other `0xRRGGBB`
  public TextStyle withColor(int other) {
    return new TextStyle(size, other);
  }

  /// {@return the same colour in another size}
  ///
  /// @param other in logical pixels, greater than 0
  public TextStyle withSize(double other) {
    return new TextStyle(other, color);
  }

  /// {@return the advance width of the text in logical pixels}
  ///
  /// @param text one line
  public double width(String text) {
    return Typeface.sans().width(text, size);
  }

  /// {@return the greatest width of the given texts in logical pixels, 0 if there is none}
  ///
  /// @param texts one line each
  public double widest(Iterable<String> texts) {
    double widest = 0;
    for (String text : texts) {
      widest = Math.max(widest, width(text));
    }
    return widest;
  }

  /// {@return the text, cut and ended with `…` where it is wider than the limit}
  ///
  /// @param text one line
  /// @param limit in logical pixels
  public String shorten(String text, double limit) {
    return Typeface.sans().shorten(text, size, limit);
  }

  /// {@return the text, its middle replaced by `…` where it is wider than the limit}
  ///
  /// Suits names of which some differ only at the end.
  ///
  /// @param text one line
  /// @param limit in logical pixels
  public String shortenMiddle(String text, double limit) {
    if (width(text) <= limit) {
      return text;
    }
    String start = shorten(text, limit * 0.6);
    if (start.isEmpty()) {
      return shorten(text, limit);
    }
    double room = limit - width(start);
    int end = text.length();
    while (end > 0) {
      int before = text.offsetByCodePoints(end, -1);
      if (width(text.substring(before)) > room) {
        break;
      }
      end = before;
    }
    return start + text.substring(end).stripLeading();
  }

  /// {@return the height of a capital letter in logical pixels}
  public double capHeight() {
    return Typeface.CAP_HEIGHT * size;
  }

  /// {@return how far ink may reach above the base line, in logical pixels}
  public double ascent() {
    return Typeface.ASCENT * size;
  }

  /// {@return how far ink may reach below the base line, in logical pixels}
  public double descent() {
    return Typeface.DESCENT * size;
  }
}

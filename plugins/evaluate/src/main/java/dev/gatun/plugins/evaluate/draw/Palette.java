package dev.gatun.plugins.evaluate.draw;

/// The colours of lines and text, as `0xRRGGBB`.
///
/// Source of the series colours: Okabe and Ito, *Color Universal Design* (2008), which stay
/// distinct for colour-blind readers. Yellow is left out, since a thin yellow line vanishes on
/// white.
public final class Palette {

  /// The background of every figure.
  public static final int PAPER = 0xFFFFFF;

  /// Titles and axis names.
  public static final int INK = 0x222222;

  /// Ticks, captions and axis lines.
  public static final int MUTED = 0x555555;

  /// Thin borders.
  public static final int BORDER = 0xB4B4B4;

  /// Grid lines.
  public static final int GRID = 0xE6E6E6;

  /// What is drawn where a value is NaN.
  public static final int MISSING = 0xCC79A7;

  private static final int[] SERIES = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000
  };

  private Palette() {}

  /// {@return the colour of the series with this position; colours repeat after seven}
  ///
  /// @param index at least 0
  public static int series(int index) {
    return SERIES[index % SERIES.length];
  }

  /// {@return how often the colours were used up before this series; selects a dash pattern}
  ///
  /// @param index at least 0
  static int round(int index) {
    return index / SERIES.length;
  }

  /// {@return black or white ink, whichever reads better on the background}
  ///
  /// Contrast by WCAG 2.1 is equal at a luminance of 0.21, but on middle blues most readers prefer
  /// white; up to 0.3 white still has the contrast of 3 that WCAG demands of large text.
  ///
  /// @param background `0xRRGGBB`
  public static int inkOn(int background) {
    return Oklab.luminance(background) > 0.3 ? INK : PAPER;
  }
}

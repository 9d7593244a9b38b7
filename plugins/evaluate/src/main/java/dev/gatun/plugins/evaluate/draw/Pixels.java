package dev.gatun.plugins.evaluate.draw;

import java.util.function.DoubleToIntFunction;

/// A small colour image made from numbers. Immutable.
public final class Pixels {

  private final int width;
  private final int[] colors;

  private Pixels(int width, int[] colors) {
    this.width = width;
    this.colors = colors;
  }

  /// {@return an image of given colours}
  ///
  /// @param colors `0xRRGGBB`, row by row; copied
  /// @param width columns, which the number of colours is a multiple of
  static Pixels of(int[] colors, int width) {
    return new Pixels(width, colors.clone());
  }

  /// {@return a gray or colour image of values in a range}
  ///
  /// @param values shape `[channels, height, width]`, NaN is shown in [Palette#MISSING]; not
  ///   modified
  /// @param channels 1 for gray, 3 for red, green and blue
  /// @param height rows, at least 1
  /// @param width columns, at least 1
  /// @param low value shown as black; lower ones too
  /// @param high value shown as white; greater ones too; where it equals `low`, all is gray
  /// @throws IllegalArgumentException if the shape and the number of values differ
  public static Pixels of(
      float[] values, int channels, int height, int width, double low, double high) {
    return of(values, channels, height, width, value -> ColorMap.GRAY.at(share(value, low, high)));
  }

  /// {@return an image of signed values: zero is white, negative blue, positive red}
  ///
  /// With three channels zero is middle gray and each channel is lightened or darkened on its own,
  /// since one colour cannot show three signs.
  ///
  /// @param values shape `[channels, height, width]`, NaN is shown in [Palette#MISSING]; not
  ///   modified
  /// @param channels 1 or 3
  /// @param height rows, at least 1
  /// @param width columns, at least 1
  /// @param extent absolute value shown in the strongest colour, at least 0; see [#extent]
  /// @throws IllegalArgumentException if the shape and the number of values differ
  public static Pixels signed(float[] values, int channels, int height, int width, double extent) {
    ColorMap map = channels == 1 ? ColorMap.DIVERGING : ColorMap.GRAY;
    return of(values, channels, height, width, value -> map.at(share(value, -extent, extent)));
  }

  /// {@return the greatest absolute finite value, 0 if there is none}
  ///
  /// @param images any shapes; not modified
  public static double extent(float[]... images) {
    double extent = 0;
    for (float[] values : images) {
      for (float value : values) {
        if (Float.isFinite(value)) {
          extent = Math.max(extent, Math.abs(value));
        }
      }
    }
    return extent;
  }

  private static double share(double value, double low, double high) {
    if (Double.isNaN(value)) {
      return Double.NaN;
    }
    return high > low ? (value - low) / (high - low) : 0.5;
  }

  private static Pixels of(
      float[] values, int channels, int height, int width, DoubleToIntFunction color) {
    boolean known = channels == 1 || channels == 3;
    if (!known || height < 1 || width < 1 || values.length != channels * height * width) {
      throw new IllegalArgumentException(
          "pixels: values must be [1 or 3 channels, height, width], got %d values for [%d, %d, %d]"
              .formatted(values.length, channels, height, width));
    }
    int plane = height * width;
    int[] colors = new int[plane];
    for (int i = 0; i < plane; i++) {
      colors[i] = channels == 1 ? color.applyAsInt(values[i]) : merged(values, plane, i, color);
    }
    return new Pixels(width, colors);
  }

  private static int merged(float[] values, int plane, int i, DoubleToIntFunction color) {
    float red = values[i];
    float green = values[plane + i];
    float blue = values[2 * plane + i];
    if (Float.isNaN(red) || Float.isNaN(green) || Float.isNaN(blue)) {
      return Palette.MISSING;
    }
    return (color.applyAsInt(red) & 0xFF0000)
        | (color.applyAsInt(green) & 0x00FF00)
        | (color.applyAsInt(blue) & 0x0000FF);
  }

  /// {@return the number of columns}
  public int width() {
    return width;
  }

  /// {@return the number of rows}
  public int height() {
    return colors.length / width;
  }

  /// {@return the colour `0xRRGGBB` of one pixel}
  ///
  /// @param column in [0, width)
  /// @param row in [0, height)
  int at(int column, int row) {
    return colors[row * width + column];
  }
}

package dev.gatun.plugins.evaluate.draw;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// A white page to draw on, written as PNG.
///
/// All positions and lengths are logical pixels, x to the right and y down; colours are `0xRRGGBB`.
/// Each logical pixel is [#DENSITY] by [#DENSITY] pixels of the PNG. For one thread at a time.
public final class Canvas {

  /// Pixels of the PNG per logical pixel, along each side.
  public static final int DENSITY = 2;

  private static final float[][] DASHES = {{}, {6, 4}, {2, 3}, {8, 3, 2, 3}};

  private static final AffineTransform TO_PIXELS =
      AffineTransform.getScaleInstance(DENSITY, DENSITY);

  private final int width;
  private final int height;
  private final Raster raster;

  private Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    raster = new Raster(width * DENSITY, height * DENSITY);
  }

  /// {@return an empty page}
  ///
  /// @param width in logical pixels, in [1, 8192]
  /// @param height in logical pixels, in [1, 8192]
  /// @throws IllegalArgumentException if a side is out of range
  public static Canvas of(int width, int height) {
    if (width < 1 || height < 1 || width > 8192 || height > 8192) {
      throw new IllegalArgumentException(
          "canvas: sides must be in [1, 8192] pixels, got %d by %d".formatted(width, height));
    }
    return new Canvas(width, height);
  }

  /// {@return an empty page that just holds a figure of this size}
  static Canvas around(double width, double height) {
    return of((int) Math.ceil(width), (int) Math.ceil(height));
  }

  /// {@return the width in logical pixels, half the width of the PNG}
  public int width() {
    return width;
  }

  /// {@return the height in logical pixels, half the height of the PNG}
  public int height() {
    return height;
  }

  /// Fills a rectangle.
  public void fill(double x, double y, double width, double height, int color) {
    draw(new Rectangle2D.Double(x, y, width, height), color);
  }

  /// Draws a thin border just outside a rectangle.
  public void border(double x, double y, double width, double height, int color) {
    draw(
        new BasicStroke(0.5f)
            .createStrokedShape(
                new Rectangle2D.Double(x - 0.25, y - 0.25, width + 0.5, height + 0.5)),
        color);
  }

  /// Fills a circle.
  public void dot(double x, double y, double radius, int color) {
    draw(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), color);
  }

  /// Draws a straight line with square ends.
  public void line(double x1, double y1, double x2, double y2, Pen pen) {
    draw(
        stroke(pen, BasicStroke.CAP_BUTT).createStrokedShape(new Line2D.Double(x1, y1, x2, y2)),
        pen.color());
  }

  /// Draws a line through points. Points that are not finite leave a gap; a point between two gaps
  /// becomes a dot.
  ///
  /// @param x one position per point; not modified
  /// @param y as many as `x`; not modified
  /// @param pen colour, thickness and dashes
  public void polyline(double[] x, double[] y, Pen pen) {
    Path2D.Double path = new Path2D.Double();
    boolean joined = false;
    for (int i = 0; i < x.length; i++) {
      if (!isPoint(x, y, i)) {
        joined = false;
      } else if (joined) {
        path.lineTo(x[i], y[i]);
      } else if (isPoint(x, y, i + 1)) {
        path.moveTo(x[i], y[i]);
        joined = true;
      } else {
        dot(x[i], y[i], 1.75 * pen.thickness(), pen.color());
      }
    }
    draw(stroke(pen, BasicStroke.CAP_ROUND).createStrokedShape(path), pen.color());
  }

  private static boolean isPoint(double[] x, double[] y, int i) {
    return i < x.length && Double.isFinite(x[i]) && Double.isFinite(y[i]);
  }

  private static BasicStroke stroke(Pen pen, int cap) {
    float[] dash = DASHES[pen.dash() % DASHES.length];
    float thickness = (float) pen.thickness();
    return dash.length == 0
        ? new BasicStroke(thickness, cap, BasicStroke.JOIN_ROUND)
        : new BasicStroke(thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  /// Writes one line of text.
  ///
  /// @param text characters the typeface lacks become boxes
  /// @param x where the text starts, is centred or ends
  /// @param y the base line
  /// @param style size and colour
  /// @param align what `x` means
  public void text(String text, double x, double y, TextStyle style, Align align) {
    write(text, AffineTransform.getTranslateInstance(x, y), style, align);
  }

  /// Writes one line of text that reads upwards.
  ///
  /// @param text characters the typeface lacks become boxes
  /// @param x the base line; letters stand to the left of it
  /// @param y where the text starts (left), is centred or ends (right), from the bottom up
  /// @param style size and colour
  /// @param align what `y` means
  public void textUp(String text, double x, double y, TextStyle style, Align align) {
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.quadrantRotate(-1);
    write(text, place, style, align);
  }

  private void write(String text, AffineTransform place, TextStyle style, Align align) {
    Path2D outline = Typeface.sans().outline(text, style.size());
    place.translate(-align.share() * style.width(text), 0);
    // Equal words look equal, and compress well, if they start at whole pixels of the PNG.
    AffineTransform snapped =
        AffineTransform.getTranslateInstance(
            snap(place.getTranslateX()) - place.getTranslateX(),
            snap(place.getTranslateY()) - place.getTranslateY());
    snapped.concatenate(place);
    outline.transform(snapped);
    draw(outline, style.color());
  }

  /// {@return the nearest border between two pixels of the PNG}
  static double snap(double position) {
    return Math.round(position * DENSITY) / (double) DENSITY;
  }

  /// Draws an image, each of its pixels as a square, with a thin border.
  ///
  /// @param pixels the image
  /// @param x the left side
  /// @param y the top side
  /// @param scale logical pixels per image pixel, at least 1
  public void image(Pixels pixels, double x, double y, int scale) {
    int side = scale * DENSITY;
    int left = (int) Math.round(x * DENSITY);
    int top = (int) Math.round(y * DENSITY);
    for (int row = 0; row < pixels.height(); row++) {
      for (int column = 0; column < pixels.width(); column++) {
        int fromX = left + column * side;
        int fromY = top + row * side;
        raster.set(fromX, fromY, fromX + side, fromY + side, pixels.at(column, row));
      }
    }
    int shownWidth = pixels.width() * scale;
    int shownHeight = pixels.height() * scale;
    border(snap(x), snap(y), shownWidth, shownHeight, Palette.BORDER);
  }

  /// {@return the colour `0xRRGGBB` of one pixel of the PNG}
  ///
  /// @param column in [0, width · DENSITY)
  /// @param row in [0, height · DENSITY)
  int pixel(int column, int row) {
    return raster.pixel(column, row);
  }

  private void draw(Shape shape, int color) {
    raster.fill(TO_PIXELS.createTransformedShape(shape), color);
  }

  /// {@return the page as a PNG file}
  public byte[] png() {
    return Png.of(raster, DENSITY);
  }
}

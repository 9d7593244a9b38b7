package dev.gatun.plugins.evaluate.draw;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/// Pixels `0xRRGGBB` into which shapes are filled with smooth edges.
///
/// AWT would do the same, but opens a display where DISPLAY is set, even a dead one, and loads
/// native libraries that small containers lack. Only its geometry is used here, which is plain
/// Java.
///
/// Source: Raph Levien, *Inside the fastest font renderer in the world* (2016): every edge adds its
/// signed area to a buffer of differences, whose running sum along a row is the coverage. Where two
/// contours of one shape each cover a part of the same pixel, the parts add up, so that such a
/// pixel may come out a little too dark.
final class Raster {

  private static final double FLATNESS = 0.02;

  /// Below this the rounding of floats is all that is left of an edge.
  private static final float FAINTEST = 1f / 512;

  private final int width;
  private final int height;
  private final int[] pixels;

  Raster(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new int[width * height];
    Arrays.fill(pixels, Palette.PAPER);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int pixel(int column, int row) {
    return pixels[row * width + column];
  }

  /// Sets the pixels of a rectangle; what lies outside is ignored.
  void set(int left, int top, int right, int bottom, int color) {
    int from = Math.clamp(left, 0, width);
    int to = Math.clamp(right, from, width);
    for (int row = Math.max(0, top); row < Math.min(height, bottom); row++) {
      Arrays.fill(pixels, row * width + from, row * width + to, color);
    }
  }

  /// Fills a shape, by the rule that everything it winds around is inside.
  ///
  /// @param shape in pixels; what lies outside is ignored
  /// @param color `0xRRGGBB`
  void fill(Shape shape, int color) {
    Rectangle2D bounds = shape.getBounds2D();
    int left = (int) Math.clamp(Math.floor(bounds.getMinX()), 0, width);
    int top = (int) Math.clamp(Math.floor(bounds.getMinY()), 0, height);
    int right = (int) Math.clamp(Math.ceil(bounds.getMaxX()), left, width);
    int bottom = (int) Math.clamp(Math.ceil(bounds.getMaxY()), top, height);
    if (left == right || top == bottom) {
      return;
    }
    Edges edges = new Edges(left, top, right - left, bottom - top);
    edges.addAll(shape.getPathIterator(null, FLATNESS));
    for (int row = 0; row < edges.rows; row++) {
      float sum = 0;
      for (int column = 0; column < edges.columns; column++) {
        sum += edges.differences[row * edges.stride + column];
        float coverage = Math.min(1, Math.abs(sum));
        if (coverage > FAINTEST) {
          blend((top + row) * width + left + column, color, coverage);
        }
      }
    }
  }

  private void blend(int at, int color, float coverage) {
    if (coverage > 1 - FAINTEST) {
      pixels[at] = color;
      return;
    }
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int below = pixels[at] >> shift & 0xFF;
      int above = color >> shift & 0xFF;
      mixed |= Math.round(below + (above - below) * coverage) << shift;
    }
    pixels[at] = mixed;
  }

  /// The signed areas to the right of all edges, in a window of the raster.
  private static final class Edges {

    private final int left;
    private final int top;
    private final int columns;
    private final int rows;
    private final int stride;
    private final float[] differences;

    Edges(int left, int top, int columns, int rows) {
      this.left = left;
      this.top = top;
      this.columns = columns;
      this.rows = rows;
      // Edges on the right side write up to two columns behind it.
      stride = columns + 2;
      differences = new float[stride * rows];
    }

    void addAll(PathIterator path) {
      double[] point = new double[6];
      double startX = 0;
      double startY = 0;
      double x = 0;
      double y = 0;
      for (; !path.isDone(); path.next()) {
        int kind = path.currentSegment(point);
        boolean open = kind == PathIterator.SEG_LINETO;
        // Every contour is closed, whether or not the path says so.
        double nextX = open ? point[0] : startX;
        double nextY = open ? point[1] : startY;
        add(x, y, nextX, nextY);
        x = nextX;
        y = nextY;
        if (kind == PathIterator.SEG_MOVETO) {
          x = point[0];
          y = point[1];
          startX = x;
          startY = y;
        }
      }
      add(x, y, startX, startY);
    }

    private void add(double fromX, double fromY, double toX, double toY) {
      if (fromY == toY) {
        return;
      }
      boolean down = fromY < toY;
      double upperX = (down ? fromX : toX) - left;
      double upperY = (down ? fromY : toY) - top;
      double lowerY = (down ? toY : fromY) - top;
      double slope = (toX - fromX) / (toY - fromY);
      int last = (int) Math.min(rows, Math.ceil(lowerY));
      for (int row = (int) Math.max(0, Math.floor(upperY)); row < last; row++) {
        double enters = Math.max(row, upperY);
        double leaves = Math.min(row + 1, lowerY);
        double area = (leaves - enters) * (down ? 1 : -1);
        double one = Math.clamp(upperX + (enters - upperY) * slope, 0, columns);
        double other = Math.clamp(upperX + (leaves - upperY) * slope, 0, columns);
        spread(row * stride, Math.min(one, other), Math.max(one, other), area);
      }
    }

    /// Distributes the area right of an edge that crosses a row from `from` to `to`.
    private void spread(int row, double from, double to, double area) {
      int first = (int) from;
      int end = (int) Math.ceil(to);
      if (end <= first + 1) {
        double inside = (from + to) / 2 - first;
        differences[row + first] += (float) (area * (1 - inside));
        differences[row + first + 1] += (float) (area * inside);
        return;
      }
      double before = 0;
      for (int column = first; column < end; column++) {
        double covered = covered(column + 1, from, to);
        differences[row + column] += (float) (area * (covered - before));
        before = covered;
      }
      differences[row + end] += (float) (area * (1 - before));
    }

    /// {@return the share of the pixel left of `right` that lies right of the edge}
    private static double covered(double right, double from, double to) {
      return primitive(right, from, to) - primitive(right - 1, from, to);
    }

    private static double primitive(double x, double from, double to) {
      if (x <= from) {
        return 0;
      }
      if (x >= to) {
        return x - (from + to) / 2;
      }
      return (x - from) * (x - from) / (2 * (to - from));
    }
  }
}

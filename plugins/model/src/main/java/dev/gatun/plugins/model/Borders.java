package dev.gatun.plugins.model;

import dev.gatun.api.graph.Value;
import dev.gatun.engine.ShapeMismatchException;

/// How many rows and columns are added around an image.
record Borders(int top, int bottom, int left, int right) {
  /// {@return the borders along both axes}
  static Borders of(Axes before, Axes after) {
    return new Borders(before.rows(), after.rows(), before.columns(), after.columns());
  }

  /// {@return the place along one axis that a place around it takes its number from; −1 for a 0}
  private static int from(int place, int extent, Pad.Mode mode) {
    boolean before = place < 0;
    boolean after = place >= extent;
    return switch (mode) {
      case ZEROS -> before || after ? -1 : place;
      case REFLECT -> before ? -place : after ? 2 * (extent - 1) - place : place;
      case REPLICATE -> Math.clamp(place, 0, extent - 1);
    };
  }

  /// {@return images with the borders added}
  ///
  /// @param x `[n, channels, height, width]`
  /// @param mode where the numbers come from
  /// @throws ShapeMismatchException if x is no image, or too small to mirror
  Value around(Value x, Pad.Mode mode) {
    Planes planes = Planes.of(x);
    int height = planes.height();
    int width = planes.width();
    boolean small = Math.max(top, bottom) < height && Math.max(left, right) < width;
    if (mode == Pad.Mode.REFLECT && !small) {
      throw new ShapeMismatchException(
          "borders [%d, %d, %d, %d] must be below the extents of the image to mirror it, got %s"
              .formatted(top, bottom, left, right, x.shape()));
    }
    return planes.pick(
        x,
        height + top + bottom,
        width + left + right,
        (row, column) -> {
          int r = from(row - top, height, mode);
          int c = from(column - left, width, mode);
          return r < 0 || c < 0 ? -1 : r * width + c;
        });
  }
}

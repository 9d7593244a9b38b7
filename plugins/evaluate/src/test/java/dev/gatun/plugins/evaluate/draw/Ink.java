package dev.gatun.plugins.evaluate.draw;

/// The rectangle of a canvas that differs from the paper, in pixels of the PNG.
record Ink(int left, int top, int right, int bottom, int pixels) {

  static Ink of(Canvas canvas) {
    return within(canvas, 0, 0, canvas.width() * Canvas.DENSITY, canvas.height() * Canvas.DENSITY);
  }

  static Ink within(Canvas canvas, int fromColumn, int fromRow, int toColumn, int toRow) {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;
    int pixels = 0;
    for (int row = fromRow; row < toRow; row++) {
      for (int column = fromColumn; column < toColumn; column++) {
        if (canvas.pixel(column, row) != Palette.PAPER) {
          left = Math.min(left, column);
          top = Math.min(top, row);
          right = Math.max(right, column + 1);
          bottom = Math.max(bottom, row + 1);
          pixels++;
        }
      }
    }
    return new Ink(left, top, right, bottom, pixels);
  }
}

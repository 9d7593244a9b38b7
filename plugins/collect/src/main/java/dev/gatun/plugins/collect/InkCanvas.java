package dev.gatun.plugins.collect;

import java.util.Arrays;

/// A small square of paper on which a pen path becomes gray pixels with soft edges.
///
/// Each pixel keeps its depth: how far it lies inside the outline of the nearest stroke, in pixels.
/// Strokes that cross therefore leave no seams. A buffer; confined to one thread.
final class InkCanvas {

  /// Width and height, in pixels: a digit of 20 and the softness of its edges.
  static final int SIDE = 24;

  /// Both coordinates of the middle; a pixel's own coordinates are those of its centre.
  static final float MIDDLE = 0.5f * (SIDE - 1);

  /// Pixels beyond a stroke's outline that are still looked at, at least half the width of an edge.
  private static final float REACH = 1f;

  private static final float NO_INK = -100f;

  private final float[] depth = new float[SIDE * SIDE];
  private final int[] ink = new int[SIDE * SIDE];

  /// Draws a path on clean paper.
  ///
  /// @param path coordinates and radii in pixels
  /// @param edge width of the ramp from background to ink across an outline, in pixels, in `(0, 2]`
  void draw(PenPath path, float edge) {
    Arrays.fill(depth, NO_INK);
    for (int i = 1; i < path.size; i++) {
      if (path.drawn[i]) {
        drawSegment(path, i - 1, i);
      }
    }
    float steepness = 1f / edge;
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (int) (255f * Math.clamp(0.5f + depth[i] * steepness, 0f, 1f) + 0.5f);
    }
  }

  private void drawSegment(PenPath path, int from, int to) {
    float startX = path.x[from];
    float startY = path.y[from];
    float alongX = path.x[to] - startX;
    float alongY = path.y[to] - startY;
    float startRadius = path.radius[from];
    float growth = path.radius[to] - startRadius;
    float reach = Math.max(startRadius, path.radius[to]) + REACH;
    int left = pixel(Math.min(startX, path.x[to]) - reach);
    int right = pixel(Math.max(startX, path.x[to]) + reach + 1f);
    int top = pixel(Math.min(startY, path.y[to]) - reach);
    int bottom = pixel(Math.max(startY, path.y[to]) + reach + 1f);
    // Not zero, for two points may coincide.
    float perSquare = 1f / Math.max(1e-9f, alongX * alongX + alongY * alongY);
    for (int row = top; row <= bottom; row++) {
      float y = row - startY;
      for (int column = left; column <= right; column++) {
        float x = column - startX;
        float t = Math.clamp((x * alongX + y * alongY) * perSquare, 0f, 1f);
        float awayX = x - t * alongX;
        float awayY = y - t * alongY;
        float away = (float) Math.sqrt(awayX * awayX + awayY * awayY);
        int at = row * SIDE + column;
        depth[at] = Math.max(depth[at], startRadius + t * growth - away);
      }
    }
  }

  private static int pixel(float coordinate) {
    return Math.clamp((int) coordinate, 0, SIDE - 1);
  }

  /// Copies the canvas into an image, moved by whole pixels so that the centre of mass of its ink
  /// comes nearest to a place. What would leave the image is cut off.
  ///
  /// @param x the place's column, in pixels of the image
  /// @param y the place's row, in pixels of the image
  /// @param image `side * side` bytes from `offset` on are overwritten, row by row
  void copyCentred(float x, float y, byte[] image, int offset, int side) {
    int mass = 0;
    int momentX = 0;
    int momentY = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        int value = ink[row * SIDE + column];
        mass += value;
        momentX += value * column;
        momentY += value * row;
      }
    }
    int right = (int) Math.floor(x - (float) momentX / mass + 0.5f);
    int down = (int) Math.floor(y - (float) momentY / mass + 0.5f);
    Arrays.fill(image, offset, offset + side * side, (byte) 0);
    for (int row = Math.max(0, -down); row < Math.min(SIDE, side - down); row++) {
      for (int column = Math.max(0, -right); column < Math.min(SIDE, side - right); column++) {
        image[offset + (row + down) * side + column + right] = (byte) ink[row * SIDE + column];
      }
    }
  }
}

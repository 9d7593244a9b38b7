package dev.gatun.plugins.collect;

import dev.gatun.plugins.collect.Skeleton.Stroke;

/// The path of the pen over the paper: short straight segments whose ends carry the pen's radius.
///
/// A buffer that is filled anew for every digit. Confined to one thread.
final class PenPath {

  /// Points a path can hold, several times what the longest skeleton needs.
  private static final int CAPACITY = 512;

  /// Segments that stand for the curve between two control points.
  private static final int STEPS = 6;

  /// How much thinner the pen is where there is much line in little room, in 1 / pixels.
  private static final float CROWDING = 0.05f;

  /// The margin of that room, in digit heights: a straight line is not crowded.
  private static final float MARGIN = 0.25f;

  final float[] x = new float[CAPACITY];
  final float[] y = new float[CAPACITY];

  /// The pen's radius at each point, in pixels.
  final float[] radius = new float[CAPACITY];

  /// Whether a segment leads to this point from the one before.
  final boolean[] drawn = new boolean[CAPACITY];

  int size;

  void clear() {
    size = 0;
  }

  /// Adds one stroke: a smooth curve through control points, sharp where the stroke has a corner.
  ///
  /// Cubic Hermite spans. Their tangents have the directions of a Catmull-Rom spline but the length
  /// of the span's own chord, so that points close together make no loops.
  ///
  /// @param stroke tells the corners and the number of control points
  /// @param controlX a coordinate for each point of the stroke; not modified
  /// @param controlY a coordinate for each point of the stroke; not modified
  void addCurve(Stroke stroke, float[] controlX, float[] controlY) {
    add(controlX[0], controlY[0], false);
    for (int i = 0; i + 1 < stroke.size(); i++) {
      addSpan(stroke, controlX, controlY, i);
    }
  }

  private void addSpan(Stroke stroke, float[] controlX, float[] controlY, int from) {
    int to = from + 1;
    boolean freeStart = from == 0 || stroke.isCorner(from);
    boolean freeEnd = to + 1 == stroke.size() || stroke.isCorner(to);
    int before = freeStart ? from : from - 1;
    int after = freeEnd ? to : to + 1;
    float chordX = controlX[to] - controlX[from];
    float chordY = controlY[to] - controlY[from];
    float chord = length(chordX, chordY);
    float startX = controlX[to] - controlX[before];
    float startY = controlY[to] - controlY[before];
    float startScale = chord / length(startX, startY);
    startX *= startScale;
    startY *= startScale;
    float endX = controlX[after] - controlX[from];
    float endY = controlY[after] - controlY[from];
    float endScale = chord / length(endX, endY);
    endX *= endScale;
    endY *= endScale;
    // At a free end the curve runs out straight: its second derivative is zero there.
    if (freeStart && !freeEnd) {
      startX = 1.5f * chordX - 0.5f * endX;
      startY = 1.5f * chordY - 0.5f * endY;
    } else if (freeEnd && !freeStart) {
      endX = 1.5f * chordX - 0.5f * startX;
      endY = 1.5f * chordY - 0.5f * startY;
    }
    for (int step = 1; step <= STEPS; step++) {
      float t = (float) step / STEPS;
      add(
          controlX[from] + hermite(t, chordX, startX, endX),
          controlY[from] + hermite(t, chordY, startY, endY),
          true);
    }
  }

  /// {@return one coordinate of a cubic that begins at 0 with one slope and ends at the chord with
  /// the other, for `t` in `[0, 1]`}
  private static float hermite(float t, float chord, float startSlope, float endSlope) {
    float rest = 1f - t;
    return t * (t * (3f - 2f * t) * chord + rest * rest * startSlope - t * rest * endSlope);
  }

  private void add(float pointX, float pointY, boolean connected) {
    x[size] = pointX;
    y[size] = pointY;
    drawn[size] = connected;
    size++;
  }

  /// Scales and moves the path so that its ink, pen width included, just fits a square; thins the
  /// pen first if the digit is so crowded that its loops would fill.
  ///
  /// @param extent side of the square, in pixels
  /// @param middle both coordinates of the middle of the square, in pixels
  void fit(float extent, float middle) {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    float line = 0f;
    float pen = 0f;
    for (int i = 0; i < size; i++) {
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      top = Math.min(top, y[i]);
      bottom = Math.max(bottom, y[i]);
      line += drawn[i] ? length(x[i] - x[i - 1], y[i] - y[i - 1]) : 0f;
      pen += radius[i];
    }
    float larger = Math.max(right - left, bottom - top);
    float room = ((right - left) / larger + MARGIN) * ((bottom - top) / larger + MARGIN);
    pen /= size;
    float thinner = 1f / (1f + CROWDING * pen * (line / larger) / room);
    float scale = (extent - 2f * pen * thinner) / larger;
    for (int i = 0; i < size; i++) {
      x[i] = middle + (x[i] - 0.5f * (left + right)) * scale;
      y[i] = middle + (y[i] - 0.5f * (top + bottom)) * scale;
      radius[i] *= thinner;
    }
  }

  private static float length(float x, float y) {
    return Math.max(1e-6f, (float) Math.sqrt(x * x + y * y));
  }
}

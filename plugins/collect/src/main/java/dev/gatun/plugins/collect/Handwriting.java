package dev.gatun.plugins.collect;

import dev.gatun.plugins.collect.Skeleton.Stroke;

/// Varies a skeleton as hands do: no two digits alike, nearly all of them readable.
///
/// Every digit has its own steadiness, slant, proportions and pen. How far they vary is a
/// compromise: a quarter more of it lets a classifier that saw only drawn digits read slightly more
/// real ones, but leaves many drawn digits that a person could not read either. Holds scratch
/// buffers; confined to one thread.
final class Handwriting {

  // Standard deviations. Jitter, shift and the elastic grid are in digit heights, rotation is in
  // radians, slant is sideways by upwards, stretch is in lengths of the stroke's last piece, aspect
  // and radius are logarithms of a factor, pressure is a part of the radius, and the others are
  // coefficients of the polynomials in distort.
  private static final float JITTER = 0.022f;
  private static final float STROKE_SHIFT = 0.032f;
  private static final float STRETCH = 0.24f;
  private static final float ELASTIC = 0.05f;
  private static final float ROTATION = 0.104f;
  private static final float SLANT = 0.2f;
  private static final float ASPECT = 0.2f;
  private static final float WAIST = 0.16f;
  private static final float TAPER = 0.256f;
  private static final float BEND = 0.08f;
  private static final float RADIUS = 0.34f;
  private static final float PRESSURE = 0.10f;

  private static final float MEAN_SLANT = 0.07f;
  private static final float MEAN_RADIUS_PIXELS = 1.35f;
  private static final float LEAST_RADIUS_PIXELS = 0.5f;

  /// A shorter stroke could shrink to a dot.
  private static final float LEAST_STRETCH = -0.45f;

  /// Points of the path from one change of the pen's pressure to the next.
  private static final int PRESSURE_STEPS = 12;

  private static final int MAXIMAL_CONTROLS = 32;

  /// Columns and rows of the grid of displacements that bends the paper.
  private static final int GRID = 4;

  private final float[] controlX = new float[MAXIMAL_CONTROLS];
  private final float[] controlY = new float[MAXIMAL_CONTROLS];
  private final float[] gridX = new float[GRID * GRID];
  private final float[] gridY = new float[GRID * GRID];

  /// Writes a skeleton once.
  ///
  /// @param path overwritten: points in digit heights about the digit's middle, radii in pixels
  void write(Skeleton skeleton, DigitRandom random, PenPath path) {
    path.clear();
    float jitter = JITTER * random.between(0.3f, 1.7f); // steady hands and shaky ones
    for (Stroke stroke : skeleton.strokes()) {
      int last = stroke.size() - 1;
      float left = 0.35f + STROKE_SHIFT * random.bell();
      float top = 0.50f + STROKE_SHIFT * random.bell();
      for (int i = 0; i <= last; i++) {
        controlX[i] = 0.01f * stroke.x(i) - left + jitter * random.bell();
        controlY[i] = 0.01f * stroke.y(i) - top + jitter * random.bell();
      }
      stretchEnd(0, 1, random);
      stretchEnd(last, last - 1, random);
      path.addCurve(stroke, controlX, controlY);
    }
    distort(random, path);
    pressPen(random, path);
  }

  /// Lets the pen touch or leave the paper too early or too late.
  private void stretchEnd(int end, int beside, DigitRandom random) {
    float stretch = Math.max(LEAST_STRETCH, STRETCH * random.bell());
    controlX[end] += stretch * (controlX[end] - controlX[beside]);
    controlY[end] += stretch * (controlY[end] - controlY[beside]);
  }

  /// Changes proportions, bends, slants and rotates the whole path.
  private void distort(DigitRandom random, PenPath path) {
    float elastic = ELASTIC * random.between(0.3f, 1.7f);
    for (int i = 0; i < GRID * GRID; i++) {
      gridX[i] = elastic * random.bell();
      gridY[i] = elastic * random.bell();
    }
    float waist = WAIST * random.bell();
    float taper = TAPER * random.bell();
    float bend = BEND * random.bell();
    float aspect = exponential(ASPECT * random.bell());
    float slant = MEAN_SLANT + SLANT * random.bell();
    float sine = ROTATION * random.bell();
    float cosine = (float) Math.sqrt(1f - sine * sine);
    for (int i = 0; i < path.size; i++) {
      float x = path.x[i];
      float y = path.y[i];
      float fromEnds = 0.25f - y * y; // 0 at head and foot, so that the height stays
      float bentY = y + waist * fromEnds + displacement(gridY, x, y);
      float bentX = x * aspect * (1f + taper * y) + bend * fromEnds + displacement(gridX, x, y);
      float slantedX = bentX - slant * bentY;
      path.x[i] = cosine * slantedX - sine * bentY;
      path.y[i] = sine * slantedX + cosine * bentY;
    }
  }

  /// {@return the displacement at a point: the grid's values around it, blended smoothly}
  private static float displacement(float[] grid, float x, float y) {
    float column = Math.clamp((x + 0.5f) * (GRID - 1), 0f, GRID - 1.001f);
    float row = Math.clamp((y + 0.5f) * (GRID - 1), 0f, GRID - 1.001f);
    int left = (int) column;
    int top = (int) row;
    float right = smooth(column - left);
    int at = top * GRID + left;
    float above = grid[at] + right * (grid[at + 1] - grid[at]);
    float below = grid[at + GRID] + right * (grid[at + GRID + 1] - grid[at + GRID]);
    return above + smooth(row - top) * (below - above);
  }

  /// Gives every point a radius: one pen for a digit, pressed harder here and there.
  private static void pressPen(DigitRandom random, PenPath path) {
    float pen = MEAN_RADIUS_PIXELS * exponential(RADIUS * random.bell());
    float before = 0f;
    float after = PRESSURE * random.bell();
    for (int i = 0; i < path.size; i++) {
      int step = i % PRESSURE_STEPS;
      if (step == 0) {
        before = after;
        after = PRESSURE * random.bell();
      }
      float pressure = before + smooth((float) step / PRESSURE_STEPS) * (after - before);
      path.radius[i] = Math.max(LEAST_RADIUS_PIXELS, pen * (1f + pressure));
    }
  }

  /// {@return a step from 0 to 1 with slope 0 at both ends, for `t` in `[0, 1]`}
  private static float smooth(float t) {
    return t * t * (3f - 2f * t);
  }

  /// {@return e to the power of `exponent`, within 4% for exponents in `[-1.2, 1.2]`}
  ///
  /// Unlike [Math#exp], the same on every platform.
  private static float exponential(float exponent) {
    float root = 1f + 0.5f * exponent + 0.125f * exponent * exponent;
    return root * root;
  }
}

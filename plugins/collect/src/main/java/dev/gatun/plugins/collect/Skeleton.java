package dev.gatun.plugins.collect;

import java.util.Arrays;
import java.util.List;

/// One way to write one digit: the strokes a pen makes, before a hand varies them.
///
/// Coordinates are hundredths of the digit's height, x to the right and y downwards, with the digit
/// between y = 0 and y = 100. Immutable; any thread may read.
///
/// @param weight how often people write the digit like this, relative to its other skeletons
/// @param strokes the strokes, in the order of writing
record Skeleton(float weight, List<Stroke> strokes) {

  /// Reads strokes, each written as `x,y x,y …`; an `!` after a point makes it a corner.
  static Skeleton of(float weight, String... strokes) {
    return new Skeleton(weight, Arrays.stream(strokes).map(Stroke::parse).toList());
  }

  /// The points a pen passes through from touching the paper to leaving it.
  static final class Stroke {

    private final float[] x;
    private final float[] y;
    private final boolean[] corner;

    private Stroke(int size) {
      x = new float[size];
      y = new float[size];
      corner = new boolean[size];
    }

    private static Stroke parse(String text) {
      String[] points = text.split(" ", -1);
      Stroke stroke = new Stroke(points.length);
      for (int i = 0; i < points.length; i++) {
        String point = points[i];
        stroke.corner[i] = point.endsWith("!");
        int comma = point.indexOf(',');
        int end = point.length() - (stroke.corner[i] ? 1 : 0);
        stroke.x[i] = Integer.parseInt(point, 0, comma, 10);
        stroke.y[i] = Integer.parseInt(point, comma + 1, end, 10);
      }
      return stroke;
    }

    /// {@return how many points the stroke has, at least 2}
    int size() {
      return x.length;
    }

    float x(int point) {
      return x[point];
    }

    float y(int point) {
      return y[point];
    }

    /// {@return whether the pen turns sharply at the point instead of curving through it}
    boolean isCorner(int point) {
      return corner[point];
    }
  }
}

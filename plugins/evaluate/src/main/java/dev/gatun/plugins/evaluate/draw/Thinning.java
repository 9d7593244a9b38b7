package dev.gatun.plugins.evaluate.draw;

import java.util.Arrays;

/// Leaves out points of a long line that would fall on the same column of pixels.
///
/// Of each run of points in one column the first, lowest, highest and last are kept, in their
/// order, so the drawn line covers the same pixels.
///
/// Source: Jugel and others, *M4: A Visualization-Oriented Time Series Data Aggregation*, VLDB
/// 2014.
final class Thinning {

  private Thinning() {}

  /// {@return positions of the points to draw, rising; points that are not finite are kept}
  ///
  /// @param x rising, in pixels; not modified
  /// @param y in pixels; not modified
  static int[] kept(double[] x, double[] y) {
    int[] kept = new int[x.length];
    int count = 0;
    int from = 0;
    while (from < x.length) {
      int to = from + 1;
      while (to < x.length && sameColumn(x, y, from, to)) {
        to++;
      }
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = y[i] < y[low] ? i : low;
        high = y[i] > y[high] ? i : high;
      }
      int[] corners = {from, Math.min(low, high), Math.max(low, high), to - 1};
      for (int corner : corners) {
        if (count == 0 || kept[count - 1] < corner) {
          kept[count++] = corner;
        }
      }
      from = to;
    }
    return Arrays.copyOf(kept, count);
  }

  private static boolean sameColumn(double[] x, double[] y, int i, int j) {
    boolean drawn = Double.isFinite(x[i] + y[i]) && Double.isFinite(x[j] + y[j]);
    return drawn && Math.floor(x[i] * Canvas.DENSITY) == Math.floor(x[j] * Canvas.DENSITY);
  }
}

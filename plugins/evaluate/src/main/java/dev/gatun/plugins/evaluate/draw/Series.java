package dev.gatun.plugins.evaluate.draw;

import java.util.Arrays;

/// A named row of points of a [LineChart]. Immutable.
public final class Series {

  private final String name;
  private final double[] x;
  private final double[] y;

  private Series(String name, double[] x, double[] y) {
    this.name = name;
    this.x = x;
    this.y = y;
  }

  /// {@return a series of points}
  ///
  /// @param name shown in the legend; empty for none
  /// @param x one position per point, rising; copied
  /// @param y as many values; those that are not finite leave gaps; copied
  /// @throws IllegalArgumentException if the lengths differ
  public static Series of(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "series '%s': x and y must have the same length, got %d and %d"
              .formatted(name, x.length, y.length));
    }
    return new Series(name, x.clone(), y.clone());
  }

  /// {@return a series whose points are at 1, 2, 3, … such as one value per epoch}
  ///
  /// @param name shown in the legend; empty for none
  /// @param y values; those that are not finite leave gaps; copied
  public static Series of(String name, double[] y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1.0);
    return new Series(name, x, y.clone());
  }

  /// {@return the name, empty if it has none}
  public String name() {
    return name;
  }

  /// {@return the number of points, those with gaps included}
  public int size() {
    return x.length;
  }

  double x(int i) {
    return x[i];
  }

  double y(int i) {
    return y[i];
  }
}

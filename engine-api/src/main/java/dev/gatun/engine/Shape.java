package dev.gatun.engine;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The extents of a tensor, axis 0 being the example axis where there is one. Immutable.
///
/// Axis 0 may be *open* ([#N], printed `n`): a graph is built before the number of examples is
/// known. Tensors have closed shapes only.
public final class Shape {
  /// The extent of an open axis 0.
  public static final int N = -1;

  private final int[] extents;
  private final long size;

  private Shape(int[] extents) {
    this.extents = extents;
    long product = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      int extent = extents[axis];
      if (extent < 0 && !(axis == 0 && extent == N)) {
        throw new IllegalArgumentException(
            "shape: extents must be at least 0, got " + Arrays.toString(extents));
      }
      product = Math.multiplyExact(product, extent);
    }
    this.size = product;
  }

  /// Makes a shape from its extents.
  ///
  /// @param extents each at least 0; the first may be [#N]
  /// @return the shape
  /// @throws IllegalArgumentException if an extent is negative
  /// @throws ArithmeticException if the number of elements exceeds a long
  public static Shape of(int... extents) {
    return new Shape(extents.clone());
  }

  /// Makes a shape with an open axis 0, `[n, features…]`.
  ///
  /// @param features the extents after axis 0, each at least 0
  /// @return the open shape
  public static Shape examples(int... features) {
    return of(IntStream.concat(IntStream.of(N), IntStream.of(features)).toArray());
  }

  /// {@return the number of axes}
  public int rank() {
    return extents.length;
  }

  /// {@return the extent of an axis}
  ///
  /// @param axis from 0 to rank − 1
  public int extent(int axis) {
    return extents[axis];
  }

  /// {@return a copy of the extents}
  public int[] extents() {
    return extents.clone();
  }

  /// {@return whether axis 0 is open}
  public boolean isOpen() {
    return extents.length > 0 && extents[0] == N;
  }

  /// {@return the number of elements of a closed shape}
  public long size() {
    if (isOpen()) {
      throw new IllegalStateException("shape " + this + " has no size until its rows are known");
    }
    return size;
  }

  /// {@return the extent of axis 0, 1 for a scalar; [#N] where it is open}
  public int rows() {
    return extents.length == 0 ? 1 : extents[0];
  }

  /// {@return the product of the extents after axis 0: the columns of this shape seen as a matrix}
  public int columns() {
    int columns = 1;
    for (int axis = 1; axis < extents.length; axis++) {
      columns = Math.multiplyExact(columns, extents[axis]);
    }
    return columns;
  }

  /// {@return this shape with another extent on axis 0}
  ///
  /// @param rows at least 0, or [#N]
  public Shape withRows(int rows) {
    int[] changed = extents.clone();
    changed[0] = rows;
    return new Shape(changed);
  }

  /// {@return this shape with every axis after the first merged into one}
  public Shape flat() {
    return of(rows(), columns());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  @Override
  public String toString() {
    return Arrays.stream(extents)
        .mapToObj(extent -> extent == N ? "n" : Integer.toString(extent))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}

package dev.gatun.engine.java;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.gatun.engine.Tensor;

/// Elements of tensors in double precision, by number or by row and column.
final class Doubles {
  private Doubles() {}

  static double get(Tensor x, long i) {
    return x.segment().getAtIndex(JAVA_DOUBLE, i);
  }

  static double get(Tensor x, int row, int column) {
    return get(x, (long) row * x.columns() + column);
  }

  /// Reads an element of a tensor that may have one row or one column for many.
  static double repeated(Tensor x, int row, int column) {
    return get(x, x.rows() == 1 ? 0 : row, x.columns() == 1 ? 0 : column);
  }

  static void set(Tensor y, long i, double value) {
    y.segment().setAtIndex(JAVA_DOUBLE, i, value);
  }

  static void set(Tensor y, int row, int column, double value) {
    set(y, (long) row * y.columns() + column, value);
  }
}

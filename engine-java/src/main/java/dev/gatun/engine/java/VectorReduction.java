package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;

import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Sums and maxima of rows, of columns, and of everything.
final class VectorReduction {
  private VectorReduction() {}

  static void reduce(Reduction f, Tensor x, Tensor y) {
    boolean sum = f == Reduction.SUM;
    long row = 4L * x.columns();
    if (ScalarElementwise.same(x, y)) {
      ScalarMoves.copy(x, y);
    } else if (x.rows() == y.rows()) {
      for (int i = 0; i < x.rows(); i++) {
        set(y, i, sum ? sum(x.address() + i * row, row) : maximum(x.address() + i * row, row));
      }
    } else if (x.columns() == y.columns() && x.columns() > 1) {
      columns(sum, x.address(), x.rows(), row, y.address(), true);
    } else {
      long bytes = 4 * x.size();
      for (int j = 0; j < y.size(); j++) {
        set(y, j, sum ? sum(x.address(), bytes) : maximum(x.address(), bytes));
      }
    }
  }

  private static void set(Tensor y, int i, float value) {
    Everything.MEMORY.set(Lanes.FLOAT, y.address() + 4L * i, value);
  }

  /// Adds a range up: four vectors of partial sums, so that additions need not wait for each other.
  static float sum(long x, long bytes) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    long at = 0;
    for (; at + 4 * BYTES <= bytes; at += 4 * BYTES) {
      s0 = s0.add(load(x + at));
      s1 = s1.add(load(x + at + BYTES));
      s2 = s2.add(load(x + at + 2 * BYTES));
      s3 = s3.add(load(x + at + 3 * BYTES));
    }
    for (; at < bytes; at += BYTES) {
      s0 = s0.add(load(x + at, count(bytes - at), 0));
    }
    long sums = Buffers.ofThread().spare();
    store(s0.add(s1).add(s2.add(s3)), sums);
    return Lanes.sum(sums);
  }

  static float maximum(long x, long bytes) {
    FloatVector maximum = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (long at = 0; at < bytes; at += BYTES) {
      maximum = maximum.max(load(x + at, count(bytes - at), Float.NEGATIVE_INFINITY));
    }
    return maximum.reduceLanes(VectorOperators.MAX);
  }

  /// Adds each column up from the first row to the last, or takes its maximum.
  ///
  /// @param sum whether to add up
  /// @param x the first row's address
  /// @param rows how many rows
  /// @param row the size of a row, in bytes
  /// @param y the address of a row for the results
  /// @param fresh whether the results begin here, instead of continuing what `y` holds
  static void columns(boolean sum, long x, int rows, long row, long y, boolean fresh) {
    FloatVector start = FloatVector.broadcast(SPECIES, sum ? 0 : Float.NEGATIVE_INFINITY);
    for (long at = 0; at < row; at += BYTES) {
      int count = count(row - at);
      FloatVector total = fresh ? start : load(y + at, count);
      long from = x + at;
      for (int i = 0; i < rows; i++) {
        FloatVector v = load(from, count);
        total = sum ? total.add(v) : total.max(v);
        from += row;
      }
      store(total, y + at, count);
    }
  }
}

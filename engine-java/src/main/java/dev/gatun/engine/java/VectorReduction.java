package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Sums and maxima of rows, of columns, and of everything.
final class VectorReduction {
  private VectorReduction() {}

  static void reduce(Reduction f, Tensor x, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    boolean sum = f == Reduction.SUM;
    long row = 4L * x.columns();
    if (ScalarElementwise.same(x, y)) {
      ScalarMoves.copy(x, y);
    } else if (x.rows() == y.rows()) {
      for (int i = 0; i < x.rows(); i++) {
        set(y, i, all(sum, x.address() + i * row, row, buffers));
      }
    } else if (x.columns() == y.columns() && x.columns() > 1) {
      VectorMoves.fill(sum ? 0 : Float.NEGATIVE_INFINITY, y);
      columns(sum, x.address(), x.rows(), row, y.address(), buffers);
    } else {
      long bytes = 4 * x.size();
      for (int j = 0; j < y.size(); j++) {
        set(y, j, all(sum, x.address(), bytes, buffers));
      }
    }
  }

  private static float all(boolean sum, long x, long bytes, Buffers buffers) {
    return sum ? sum(x, bytes, buffers) : maximum(x, bytes, buffers);
  }

  private static void set(Tensor y, int i, float value) {
    MEMORY.set(Lanes.FLOAT, y.address() + 4L * i, value);
  }

  /// Adds a range up: four vectors of partial sums, so that additions need not wait for each other.
  static float sum(long x, long bytes, Buffers buffers) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    long at = 0;
    for (; at + 4 * BYTES <= bytes; at += 4 * BYTES) {
      s0 = s0.add(fromMemorySegment(SPECIES, MEMORY, x + at, ORDER));
      s1 = s1.add(fromMemorySegment(SPECIES, MEMORY, x + at + BYTES, ORDER));
      s2 = s2.add(fromMemorySegment(SPECIES, MEMORY, x + at + 2 * BYTES, ORDER));
      s3 = s3.add(fromMemorySegment(SPECIES, MEMORY, x + at + 3 * BYTES, ORDER));
    }
    for (; at + BYTES <= bytes; at += BYTES) {
      s0 = s0.add(fromMemorySegment(SPECIES, MEMORY, x + at, ORDER));
    }
    long sums = buffers.spare();
    if (at < bytes) {
      Lanes.stage(x + at, sums, Lanes.rest(bytes));
      s0 = s0.add(fromMemorySegment(SPECIES, MEMORY, sums, ORDER));
    }
    s0.add(s1).add(s2.add(s3)).intoMemorySegment(MEMORY, sums, ORDER);
    return Lanes.sum(sums);
  }

  private static float maximum(long x, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    float maximum = maximum(x, end);
    if (end < bytes) {
      long rest = buffers.rest(0);
      Lanes.stage(x + end, rest, Lanes.rest(bytes), Float.NEGATIVE_INFINITY);
      maximum = Math.max(maximum, maximum(rest, BYTES));
    }
    return maximum;
  }

  /// {@return the maximum of whole vectors}
  static float maximum(long x, long bytes) {
    FloatVector maximum = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (long at = 0; at < bytes; at += BYTES) {
      maximum = maximum.max(fromMemorySegment(SPECIES, MEMORY, x + at, ORDER));
    }
    return maximum.reduceLanes(VectorOperators.MAX);
  }

  /// Adds each column up from the first row to the last, or takes its maximum.
  ///
  /// @param sum whether to add up
  /// @param x the first row's address
  /// @param rows how many rows
  /// @param row the size of a row, in bytes
  /// @param y the address of a row for the results, which go on from what it holds
  static void columns(boolean sum, long x, int rows, long row, long y, Buffers buffers) {
    long end = Lanes.bound(row);
    for (long at = 0; at < end; at += BYTES) {
      column(sum, x + at, rows, row, y + at);
    }
    if (end < row) {
      int count = Lanes.rest(row);
      long total = buffers.rest(0);
      long rest = buffers.rest(1);
      Lanes.stage(y + end, total, count);
      int inside = Lanes.inside(rows, row);
      column(sum, x + end, inside, row, total);
      for (int i = inside; i < rows; i++) {
        Lanes.stage(x + i * row + end, rest, count);
        column(sum, rest, 1, 0, total);
      }
      Lanes.unstage(total, y + end, count);
    }
  }

  /// Combines what is in `y` with a vector of each row.
  private static void column(boolean sum, long x, int rows, long row, long y) {
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, y, ORDER);
    long from = x;
    for (int i = 0; i < rows; i++) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, from, ORDER);
      total = sum ? total.add(v) : total.max(v);
      from += row;
    }
    total.intoMemorySegment(MEMORY, y, ORDER);
  }
}

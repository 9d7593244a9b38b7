package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.bound;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import jdk.incubator.vector.FloatVector;

/// Bias and activation in one pass over memory, and their gradients.
final class VectorActivation {
  /// About so many bytes are worked on at a time, to be found in the first-level cache by the next
  /// loop.
  private static final long CHUNK = 8192;

  private VectorActivation() {}

  static void forward(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * x.columns();
    long end = bound(row);
    int step = rowsPerChunk(row);
    for (int from = 0; from < x.rows(); from += step) {
      int rows = Math.min(step, x.rows() - from);
      long source = x.address() + from * row;
      long chunk = y.address() + from * row;
      for (int i = 0; i < rows; i++) {
        add(f == Unary.RELU, source + i * row, bias.address(), chunk + i * row, end);
      }
      if (end < row) {
        addRest(f == Unary.RELU, source, bias.address(), chunk, rows, row, buffers);
      }
      if (f != Unary.RELU) {
        VectorUnary.unary(f, (float) p, (float) q, chunk, chunk, rows * row);
      }
    }
  }

  private static int rowsPerChunk(long row) {
    return (int) Math.max(1, CHUNK / Math.max(1, row));
  }

  /// Adds the bias to the last elements of each row.
  private static void addRest(
      boolean rectify, long x, long bias, long y, int rows, long row, Buffers buffers) {
    long end = bound(row);
    int count = Lanes.rest(row);
    long rest = buffers.rest(0);
    long restBias = buffers.rest(1);
    Lanes.stage(bias + end, restBias, count);
    int inside = Lanes.inside(rows, row);
    for (int i = 0; i < rows; i++) {
      long from = x + i * row + end;
      if (i >= inside) {
        Lanes.stage(from, rest, count);
        from = rest;
      }
      add(rectify, from, restBias, rest, BYTES);
      Lanes.unstage(rest, y + i * row + end, count);
    }
  }

  /// Adds the bias to a row, and replaces negative sums by 0 where they are to be rectified.
  private static void add(boolean rectify, long x, long bias, long y, long bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      v = v.add(fromMemorySegment(SPECIES, MEMORY, bias + at, ORDER));
      if (rectify) {
        v = zero.blend(v, v.compare(GT, zero));
      }
      v.intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void backward(Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * y.columns();
    VectorMoves.fill(0, dbias);
    if (f == Unary.RELU && bound(row) == row) {
      rectified(y.address(), dy.address(), dx.address(), y.rows(), row, dbias.address());
      return;
    }
    int step = rowsPerChunk(row);
    for (int from = 0; from < y.rows(); from += step) {
      int rows = Math.min(step, y.rows() - from);
      long at = from * row;
      long chunk = dx.address() + at;
      VectorUnary.gradient(
          f, (float) p, (float) q, y.address() + at, dy.address() + at, chunk, rows * row);
      VectorReduction.columns(true, chunk, rows, row, dbias.address(), buffers);
    }
  }

  /// The gradient of rectified rows of whole vectors, in one pass.
  private static void rectified(long y, long dy, long dx, int rows, long row, long dbias) {
    long column = 0;
    for (; column + 4 * BYTES <= row; column += 4 * BYTES) {
      fourColumns(y + column, dy + column, dx + column, rows, row, dbias + column);
    }
    for (; column < row; column += BYTES) {
      column(y + column, dy + column, dx + column, rows, row, dbias + column);
    }
  }

  /// Four vectors of each row, added to what `dbias` holds.
  private static void fourColumns(long y, long dy, long dx, int rows, long row, long dbias) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s0 = fromMemorySegment(SPECIES, MEMORY, dbias, ORDER);
    FloatVector s1 = fromMemorySegment(SPECIES, MEMORY, dbias + BYTES, ORDER);
    FloatVector s2 = fromMemorySegment(SPECIES, MEMORY, dbias + 2 * BYTES, ORDER);
    FloatVector s3 = fromMemorySegment(SPECIES, MEMORY, dbias + 3 * BYTES, ORDER);
    long at = 0;
    for (int i = 0; i < rows; i++) {
      FloatVector d0 =
          zero.blend(
              fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER),
              fromMemorySegment(SPECIES, MEMORY, y + at, ORDER).compare(GT, zero));
      FloatVector d1 =
          zero.blend(
              fromMemorySegment(SPECIES, MEMORY, dy + at + BYTES, ORDER),
              fromMemorySegment(SPECIES, MEMORY, y + at + BYTES, ORDER).compare(GT, zero));
      FloatVector d2 =
          zero.blend(
              fromMemorySegment(SPECIES, MEMORY, dy + at + 2 * BYTES, ORDER),
              fromMemorySegment(SPECIES, MEMORY, y + at + 2 * BYTES, ORDER).compare(GT, zero));
      FloatVector d3 =
          zero.blend(
              fromMemorySegment(SPECIES, MEMORY, dy + at + 3 * BYTES, ORDER),
              fromMemorySegment(SPECIES, MEMORY, y + at + 3 * BYTES, ORDER).compare(GT, zero));
      d0.intoMemorySegment(MEMORY, dx + at, ORDER);
      d1.intoMemorySegment(MEMORY, dx + at + BYTES, ORDER);
      d2.intoMemorySegment(MEMORY, dx + at + 2 * BYTES, ORDER);
      d3.intoMemorySegment(MEMORY, dx + at + 3 * BYTES, ORDER);
      s0 = s0.add(d0);
      s1 = s1.add(d1);
      s2 = s2.add(d2);
      s3 = s3.add(d3);
      at += row;
    }
    s0.intoMemorySegment(MEMORY, dbias, ORDER);
    s1.intoMemorySegment(MEMORY, dbias + BYTES, ORDER);
    s2.intoMemorySegment(MEMORY, dbias + 2 * BYTES, ORDER);
    s3.intoMemorySegment(MEMORY, dbias + 3 * BYTES, ORDER);
  }

  /// One vector of each row, added to what `dbias` holds.
  private static void column(long y, long dy, long dx, int rows, long row, long dbias) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, dbias, ORDER);
    long at = 0;
    for (int i = 0; i < rows; i++) {
      FloatVector d =
          zero.blend(
              fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER),
              fromMemorySegment(SPECIES, MEMORY, y + at, ORDER).compare(GT, zero));
      d.intoMemorySegment(MEMORY, dx + at, ORDER);
      total = total.add(d);
      at += row;
    }
    total.intoMemorySegment(MEMORY, dbias, ORDER);
  }
}

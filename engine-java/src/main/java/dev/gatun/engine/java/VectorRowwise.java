package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import jdk.incubator.vector.FloatVector;

/// Softmax and its relatives, a row at a time; [VectorShortRows] where a row fits into a vector.
final class VectorRowwise {
  /// Short rows are worked on together, as many as so many bytes hold: their exponentials fill
  /// whole vectors, and the first-level cache keeps them.
  private static final int BATCH = 8192;

  private VectorRowwise() {}

  /// {@return how many rows are worked on at a time, at most 1024}
  static int batch(int columns) {
    return Math.clamp(BATCH / (4L * Math.max(1, columns)), 1, 1024);
  }

  static void softmax(Tensor x, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    int columns = x.columns();
    long row = 4L * columns;
    if (VectorShortRows.fitTwo(columns)) {
      int batch = batch(columns);
      long e = buffers.large(batch * row);
      for (int from = 0; from < x.rows(); from += batch) {
        int count = Math.min(batch, x.rows() - from);
        long at = from * row;
        VectorShortRows.shift(x.address() + at, count, columns, e);
        VectorUnary.unary(Unary.EXP, 0, 0, e, e, count * row);
        VectorShortRows.normalize(e, count, columns, 0, 0, buffers.chunk(0), y.address() + at);
      }
      return;
    }
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      long to = y.address() + i * row;
      float maximum = VectorReduction.maximum(from, row, buffers);
      float sum = exponentials(from, maximum, row, to, buffers);
      scale(to, 1 / sum, 1, row, buffers);
    }
  }

  /// Writes `exp(x − maximum)`.
  ///
  /// @param y the address of the results; may be `x`
  /// @return their sum
  static float exponentials(long x, float maximum, long bytes, long y, Buffers buffers) {
    long end = Lanes.bound(bytes);
    long sums = buffers.spare();
    FloatVector.zero(SPECIES).intoMemorySegment(MEMORY, sums, ORDER);
    VectorMath.exp(x, maximum, y, end, sums);
    if (end < bytes) {
      long rest = buffers.rest(0);
      Lanes.stage(x + end, rest, Lanes.rest(bytes), Float.NEGATIVE_INFINITY);
      VectorMath.exp(rest, maximum, rest, BYTES, sums);
      Lanes.unstage(rest, y + end, Lanes.rest(bytes));
    }
    return Lanes.sum(sums);
  }

  static void scale(long x, float first, float second, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    scale(x, first, second, end);
    if (end < bytes) {
      long rest = buffers.rest(0);
      Lanes.stage(x + end, rest, Lanes.rest(bytes));
      scale(rest, first, second, BYTES);
      Lanes.unstage(rest, x + end, Lanes.rest(bytes));
    }
  }

  private static void scale(long x, float first, float second, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .mul(first)
          .mul(second)
          .intoMemorySegment(MEMORY, x + at, ORDER);
    }
  }

  static void logSoftmax(Tensor x, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    int columns = x.columns();
    long row = 4L * columns;
    if (VectorShortRows.fitTwo(columns)) {
      int batch = batch(columns);
      long shifted = buffers.large(2L * batch * row);
      long exponentials = shifted + batch * row;
      long sums = buffers.chunk(0);
      for (int from = 0; from < x.rows(); from += batch) {
        int count = Math.min(batch, x.rows() - from);
        long at = from * row;
        VectorShortRows.shift(x.address() + at, count, columns, shifted);
        VectorUnary.unary(Unary.EXP, 0, 0, shifted, exponentials, count * row);
        VectorShortRows.sums(exponentials, count, columns, sums);
        VectorUnary.unary(Unary.LOG, 0, 0, sums, sums, 4L * count);
        VectorShortRows.subtract(shifted, count, columns, sums, y.address() + at);
      }
      return;
    }
    long exponentials = buffers.large(row);
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      float maximum = VectorReduction.maximum(from, row, buffers);
      float sum = exponentials(from, maximum, row, exponentials, buffers);
      subtract(from, maximum, (float) Math.log(sum), y.address() + i * row, row, buffers);
    }
  }

  private static void subtract(
      long x, float first, float second, long y, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    subtract(x, first, second, y, end);
    if (end < bytes) {
      long rest = buffers.rest(0);
      Lanes.stage(x + end, rest, Lanes.rest(bytes));
      subtract(rest, first, second, rest, BYTES);
      Lanes.unstage(rest, y + end, Lanes.rest(bytes));
    }
  }

  private static void subtract(long x, float first, float second, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .sub(first)
          .sub(second)
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    int columns = y.columns();
    if (VectorShortRows.fit(columns)) {
      VectorShortRows.softmaxGradient(y.address(), dy.address(), y.rows(), columns, dx.address());
      return;
    }
    Buffers buffers = Buffers.ofThread();
    long row = 4L * columns;
    for (int i = 0; i < y.rows(); i++) {
      long at = i * row;
      softmaxGradient(y.address() + at, dy.address() + at, dx.address() + at, row, buffers);
    }
  }

  private static void softmaxGradient(long y, long dy, long dx, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    int count = Lanes.rest(bytes);
    long sums = buffers.spare();
    long rest = buffers.rest(0);
    long restDy = buffers.rest(1);
    FloatVector.zero(SPECIES).intoMemorySegment(MEMORY, sums, ORDER);
    dot(y, dy, end, sums);
    if (count > 0) {
      Lanes.stage(y + end, rest, count);
      Lanes.stage(dy + end, restDy, count);
      dot(rest, restDy, BYTES, sums);
    }
    float sum = Lanes.sum(sums);
    softmaxGradient(y, dy, sum, dx, end);
    if (count > 0) {
      softmaxGradient(rest, restDy, sum, restDy, BYTES);
      Lanes.unstage(restDy, dx + end, count);
    }
  }

  /// Adds products up to what a vector holds, in four vectors of partial sums.
  private static void dot(long y, long dy, long bytes, long sums) {
    FloatVector s0 = fromMemorySegment(SPECIES, MEMORY, sums, ORDER);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = s1;
    FloatVector s3 = s1;
    long at = 0;
    for (; at + 4 * BYTES <= bytes; at += 4 * BYTES) {
      FloatVector d0 = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      FloatVector d1 = fromMemorySegment(SPECIES, MEMORY, dy + at + BYTES, ORDER);
      FloatVector d2 = fromMemorySegment(SPECIES, MEMORY, dy + at + 2 * BYTES, ORDER);
      FloatVector d3 = fromMemorySegment(SPECIES, MEMORY, dy + at + 3 * BYTES, ORDER);
      s0 = d0.fma(fromMemorySegment(SPECIES, MEMORY, y + at, ORDER), s0);
      s1 = d1.fma(fromMemorySegment(SPECIES, MEMORY, y + at + BYTES, ORDER), s1);
      s2 = d2.fma(fromMemorySegment(SPECIES, MEMORY, y + at + 2 * BYTES, ORDER), s2);
      s3 = d3.fma(fromMemorySegment(SPECIES, MEMORY, y + at + 3 * BYTES, ORDER), s3);
    }
    for (; at < bytes; at += BYTES) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      s0 = d.fma(fromMemorySegment(SPECIES, MEMORY, y + at, ORDER), s0);
    }
    s0.add(s1).add(s2.add(s3)).intoMemorySegment(MEMORY, sums, ORDER);
  }

  private static void softmaxGradient(long y, long dy, float sum, long dx, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER)
          .sub(sum)
          .mul(fromMemorySegment(SPECIES, MEMORY, y + at, ORDER))
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }

  static void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    Buffers buffers = Buffers.ofThread();
    int columns = y.columns();
    long row = 4L * columns;
    if (VectorShortRows.fit(columns)) {
      int batch = batch(columns);
      long e = buffers.large(batch * row);
      for (int from = 0; from < y.rows(); from += batch) {
        int count = Math.min(batch, y.rows() - from);
        long at = from * row;
        VectorUnary.unary(Unary.EXP, 0, 0, y.address() + at, e, count * row);
        VectorShortRows.logSoftmaxGradient(e, dy.address() + at, count, columns, dx.address() + at);
      }
      return;
    }
    for (int i = 0; i < y.rows(); i++) {
      long at = i * row;
      logSoftmaxGradient(y.address() + at, dy.address() + at, dx.address() + at, row, buffers);
    }
  }

  private static void logSoftmaxGradient(long y, long dy, long dx, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    float sum = VectorReduction.sum(dy, bytes, buffers);
    VectorMath.subtractExp(y, sum, dy, dx, end);
    if (end < bytes) {
      int count = Lanes.rest(bytes);
      long rest = buffers.rest(0);
      long restDy = buffers.rest(1);
      Lanes.stage(y + end, rest, count);
      Lanes.stage(dy + end, restDy, count);
      VectorMath.subtractExp(rest, sum, restDy, restDy, BYTES);
      Lanes.unstage(restDy, dx + end, count);
    }
  }
}

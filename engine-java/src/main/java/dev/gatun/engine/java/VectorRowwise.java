package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Softmax and its relatives, a row at a time.
///
/// Rows go through a buffer in which each is filled up to whole vectors, several at a time, so that
/// a short row costs a vector and no more.
final class VectorRowwise {
  private VectorRowwise() {}

  /// {@return how many rows are worked on at a time}
  private static int batch(long padded) {
    return (int) Math.max(1, VectorMath.CHUNK / Math.max(BYTES, padded));
  }

  private static long padded(long row) {
    return Lanes.bound(row + BYTES - 1);
  }

  /// Writes `x − maximum` of each row, and negative infinity behind it.
  private static void shift(long x, int rows, long row, long to, long padded) {
    long end = Lanes.bound(row);
    for (int i = 0; i < rows; i++) {
      long target = to + i * padded;
      copy(x + i * row, target, end);
      if (end < row) {
        long from = x + i * row + end;
        Lanes.stage(from, target + end, Lanes.rest(row), Float.NEGATIVE_INFINITY);
      }
      subtract(target, VectorReduction.maximum(target, padded), padded);
    }
  }

  private static void copy(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  private static void subtract(long x, float number, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .sub(number)
          .intoMemorySegment(MEMORY, x + at, ORDER);
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

  /// Writes a row without what it was filled up with.
  private static void write(long padded, long y, long row) {
    long end = Lanes.bound(row);
    copy(padded, y, end);
    if (end < row) {
      Lanes.unstage(padded + end, y + end, Lanes.rest(row));
    }
  }

  static void softmax(Tensor x, Tensor y) {
    long row = 4L * x.columns();
    long padded = padded(row);
    int batch = batch(padded);
    Buffers buffers = Buffers.ofThread();
    long rows = buffers.large(batch * padded);
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      shift(x.address() + from * row, count, row, rows, padded);
      VectorMath.exp(rows, false, 1, rows, count * padded);
      for (int i = 0; i < count; i++) {
        long exponentials = rows + i * padded;
        float sum = VectorReduction.sum(exponentials, padded, buffers);
        scale(exponentials, 1 / sum, 1, padded);
        write(exponentials, y.address() + (from + i) * row, row);
      }
    }
  }

  static void logSoftmax(Tensor x, Tensor y) {
    long row = 4L * x.columns();
    long padded = padded(row);
    int batch = batch(padded);
    Buffers buffers = Buffers.ofThread();
    long shifted = buffers.large(2L * batch * padded);
    long exponentials = shifted + batch * padded;
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      shift(x.address() + from * row, count, row, shifted, padded);
      VectorMath.exp(shifted, false, 1, exponentials, count * padded);
      for (int i = 0; i < count; i++) {
        float sum = VectorReduction.sum(exponentials + i * padded, padded, buffers);
        subtract(shifted + i * padded, (float) Math.log(sum), padded);
        write(shifted + i * padded, y.address() + (from + i) * row, row);
      }
    }
  }

  static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * y.columns();
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
    dot(y, dy, end, sums, true);
    if (count > 0) {
      Lanes.stage(y + end, rest, count);
      Lanes.stage(dy + end, restDy, count);
      dot(rest, restDy, BYTES, sums, false);
    }
    float sum = Lanes.sum(sums);
    softmaxGradient(y, dy, sum, dx, end);
    if (count > 0) {
      softmaxGradient(rest, restDy, sum, restDy, BYTES);
      Lanes.unstage(restDy, dx + end, count);
    }
  }

  /// Sums products up to one vector, from zero or from what that holds.
  private static void dot(long y, long dy, long bytes, long sums, boolean fresh) {
    FloatVector total = FloatVector.zero(SPECIES);
    if (!fresh) {
      total = fromMemorySegment(SPECIES, MEMORY, sums, ORDER);
    }
    for (long at = 0; at < bytes; at += BYTES) {
      total =
          fromMemorySegment(SPECIES, MEMORY, y + at, ORDER)
              .fma(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER), total);
    }
    total.intoMemorySegment(MEMORY, sums, ORDER);
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
    long row = 4L * y.columns();
    long end = Lanes.bound(row);
    long exponentials = buffers.large(padded(row));
    for (int i = 0; i < y.rows(); i++) {
      long from = dy.address() + i * row;
      long to = dx.address() + i * row;
      float sum = VectorReduction.sum(from, row, buffers);
      VectorUnary.unary(Unary.EXP, 0, 0, y.address() + i * row, exponentials, row);
      logSoftmaxGradient(exponentials, sum, from, to, end);
      if (end < row) {
        long rest = buffers.rest(0);
        Lanes.stage(from + end, rest, Lanes.rest(row));
        logSoftmaxGradient(exponentials + end, sum, rest, rest, BYTES);
        Lanes.unstage(rest, to + end, Lanes.rest(row));
      }
    }
  }

  private static void logSoftmaxGradient(
      long exponentials, float sum, long dy, long dx, long bytes) {
    FloatVector factor = FloatVector.broadcast(SPECIES, -sum);
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, exponentials + at, ORDER)
          .fma(factor, fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER))
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    int columns = x.columns();
    long row = 4L * columns;
    long padded = padded(row);
    int batch = batch(padded);
    Buffers buffers = Buffers.ofThread();
    long rows = buffers.large(batch * padded);
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      long loss = losses.address() + 4L * from;
      long label = labels.address() + 4L * from;
      shift(x.address() + from * row, count, row, rows, padded);
      pick(rows, count, padded, label, columns, loss);
      VectorMath.exp(rows, false, 1, rows, count * padded);
      for (int i = 0; i < count; i++) {
        long exponentials = rows + i * padded;
        float sum = VectorReduction.sum(exponentials, padded, buffers);
        float score = MEMORY.get(FLOAT, loss + 4L * i);
        MEMORY.set(FLOAT, loss + 4L * i, (float) (Math.log(sum) - score));
        if (dx != null) {
          float seed = MEMORY.get(FLOAT, seeds.address() + 4L * (from + i));
          int chosen = MEMORY.get(ValueLayout.JAVA_INT, label + 4L * i);
          gradient(exponentials, padded, sum, chosen, seed, columns);
          write(exponentials, dx.address() + (from + i) * row, row);
        }
      }
    }
  }

  /// Keeps the score of each label, which the exponentials will overwrite, where its loss will
  /// stand.
  private static void pick(
      long shifted, int rows, long padded, long labels, int columns, long scores) {
    for (int i = 0; i < rows; i++) {
      int label = MEMORY.get(ValueLayout.JAVA_INT, labels + 4L * i);
      boolean known = label >= 0 && label < columns;
      float score = known ? MEMORY.get(FLOAT, shifted + i * padded + 4L * label) : Float.NaN;
      MEMORY.set(FLOAT, scores + 4L * i, score);
    }
  }

  private static void gradient(
      long exponentials, long padded, float sum, int label, float seed, int columns) {
    boolean known = label >= 0 && label < columns;
    long chosen = exponentials + 4L * label;
    float inverse = 1 / sum;
    float softmax = known ? MEMORY.get(FLOAT, chosen) * inverse : Float.NaN;
    scale(exponentials, inverse, known ? seed : Float.NaN, padded);
    if (known) {
      MEMORY.set(FLOAT, chosen, (softmax - 1) * seed);
    }
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
    for (int i = 0; i < rows; i++) {
      long from = x + i * row;
      long target = to + i * padded;
      FloatVector maximum = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      for (long at = 0; at < row; at += BYTES) {
        FloatVector v = load(from + at, count(row - at), Float.NEGATIVE_INFINITY);
        store(v, target + at);
        maximum = maximum.max(v);
      }
      float greatest = maximum.reduceLanes(VectorOperators.MAX);
      for (long at = 0; at < row; at += BYTES) {
        store(load(target + at).sub(greatest), target + at);
      }
    }
  }

  static void softmax(Tensor x, Tensor y) {
    long row = 4L * x.columns();
    long padded = padded(row);
    int batch = batch(padded);
    long rows = Buffers.ofThread().large(batch * padded);
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      shift(x.address() + from * row, count, row, rows, padded);
      VectorMath.exp(rows, false, 1, rows, count * padded);
      for (int i = 0; i < count; i++) {
        long exponentials = rows + i * padded;
        float sum = VectorReduction.sum(exponentials, padded);
        scale(exponentials, 1 / sum, 1, y.address() + (from + i) * row, row);
      }
    }
  }

  private static void scale(long x, float first, float second, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      store(load(x + at).mul(first).mul(second), y + at, count(bytes - at));
    }
  }

  static void logSoftmax(Tensor x, Tensor y) {
    long row = 4L * x.columns();
    long padded = padded(row);
    int batch = batch(padded);
    long shifted = Buffers.ofThread().large(2L * batch * padded);
    long exponentials = shifted + batch * padded;
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      shift(x.address() + from * row, count, row, shifted, padded);
      VectorMath.exp(shifted, false, 1, exponentials, count * padded);
      for (int i = 0; i < count; i++) {
        float sum = VectorReduction.sum(exponentials + i * padded, padded);
        long to = y.address() + (from + i) * row;
        subtract(shifted + i * padded, (float) Math.log(sum), to, row);
      }
    }
  }

  private static void subtract(long x, float number, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      store(load(x + at).sub(number), y + at, count(bytes - at));
    }
  }

  static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    long row = 4L * y.columns();
    for (int i = 0; i < y.rows(); i++) {
      softmaxGradient(y.address() + i * row, dy.address() + i * row, dx.address() + i * row, row);
    }
  }

  private static void softmaxGradient(long y, long dy, long dx, long bytes) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      total = load(y + at, count, 0).fma(load(dy + at, count, 0), total);
    }
    long sums = Buffers.ofThread().spare();
    store(total, sums);
    float sum = Lanes.sum(sums);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(dy + at, count).sub(sum).mul(load(y + at, count)), dx + at, count);
    }
  }

  static void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    long row = 4L * y.columns();
    long exponentials = Buffers.ofThread().large(padded(row));
    for (int i = 0; i < y.rows(); i++) {
      long from = dy.address() + i * row;
      float sum = VectorReduction.sum(from, row);
      VectorUnary.unary(Unary.EXP, 0, 0, y.address() + i * row, exponentials, row);
      logSoftmaxGradient(exponentials, sum, from, dx.address() + i * row, row);
    }
  }

  private static void logSoftmaxGradient(
      long exponentials, float sum, long dy, long dx, long bytes) {
    FloatVector factor = FloatVector.broadcast(SPECIES, -sum);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(exponentials + at).fma(factor, load(dy + at, count)), dx + at, count);
    }
  }

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    int columns = x.columns();
    long row = 4L * columns;
    long padded = padded(row);
    int batch = batch(padded);
    long rows = Buffers.ofThread().large(batch * padded);
    for (int from = 0; from < x.rows(); from += batch) {
      int count = Math.min(batch, x.rows() - from);
      long loss = losses.address() + 4L * from;
      long label = labels.address() + 4L * from;
      shift(x.address() + from * row, count, row, rows, padded);
      pick(rows, count, padded, label, columns, loss);
      VectorMath.exp(rows, false, 1, rows, count * padded);
      for (int i = 0; i < count; i++) {
        long exponentials = rows + i * padded;
        float sum = VectorReduction.sum(exponentials, padded);
        float score = MEMORY.get(FLOAT, loss + 4L * i);
        MEMORY.set(FLOAT, loss + 4L * i, (float) (Math.log(sum) - score));
        if (dx != null) {
          float seed = MEMORY.get(FLOAT, seeds.address() + 4L * (from + i));
          int chosen = MEMORY.get(ValueLayout.JAVA_INT, label + 4L * i);
          gradient(exponentials, sum, chosen, seed, dx.address() + (from + i) * row, row);
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
      long exponentials, float sum, int label, float seed, long dx, long bytes) {
    boolean known = label >= 0 && 4L * label < bytes;
    float inverse = 1 / sum;
    scale(exponentials, inverse, known ? seed : Float.NaN, dx, bytes);
    if (known) {
      float softmax = MEMORY.get(FLOAT, exponentials + 4L * label) * inverse;
      MEMORY.set(FLOAT, dx + 4L * label, (softmax - 1) * seed);
    }
  }
}

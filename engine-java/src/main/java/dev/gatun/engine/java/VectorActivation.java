package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.bound;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;
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
    long row = 4L * x.columns();
    if (f == Unary.RELU) {
      for (int i = 0; i < x.rows(); i++) {
        relu(x.address() + i * row, bias.address(), y.address() + i * row, row);
      }
      return;
    }
    int step = rowsPerChunk(row);
    for (int from = 0; from < x.rows(); from += step) {
      int rows = Math.min(step, x.rows() - from);
      long start = from * row;
      for (int i = 0; i < rows; i++) {
        long at = start + i * row;
        add(x.address() + at, bias.address(), y.address() + at, row);
      }
      long chunk = y.address() + start;
      VectorUnary.unary(f, (float) p, (float) q, chunk, chunk, rows * row);
    }
  }

  private static int rowsPerChunk(long row) {
    return (int) Math.max(1, CHUNK / Math.max(1, row));
  }

  private static void relu(long x, long bias, long y, long bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    long end = bound(bytes);
    for (long at = 0; at < end; at += BYTES) {
      FloatVector v = load(x + at).add(load(bias + at));
      store(zero.blend(v, v.compare(GT, zero)), y + at);
    }
    if (end < bytes) {
      int count = count(bytes - end);
      FloatVector v = load(x + end, count).add(load(bias + end, count));
      store(zero.blend(v, v.compare(GT, zero)), y + end, count);
    }
  }

  private static void add(long x, long bias, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(x + at, count).add(load(bias + at, count)), y + at, count);
    }
  }

  static void backward(Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    long row = 4L * y.columns();
    if (f == Unary.RELU) {
      reluBackward(y.address(), dy.address(), dx.address(), y.rows(), row, dbias.address());
      return;
    }
    VectorReduction.columns(true, dx.address(), 0, row, dbias.address(), true);
    int step = rowsPerChunk(row);
    for (int from = 0; from < y.rows(); from += step) {
      int rows = Math.min(step, y.rows() - from);
      long at = from * row;
      long chunk = dx.address() + at;
      VectorUnary.gradient(
          f, (float) p, (float) q, y.address() + at, dy.address() + at, chunk, rows * row);
      VectorReduction.columns(true, chunk, rows, row, dbias.address(), false);
    }
  }

  private static void reluBackward(long y, long dy, long dx, int rows, long row, long dbias) {
    FloatVector zero = FloatVector.zero(SPECIES);
    long column = 0;
    for (; column + 4 * BYTES <= row; column += 4 * BYTES) {
      FloatVector s0 = zero;
      FloatVector s1 = zero;
      FloatVector s2 = zero;
      FloatVector s3 = zero;
      long at = column;
      for (int i = 0; i < rows; i++) {
        FloatVector d0 = zero.blend(load(dy + at), load(y + at).compare(GT, zero));
        FloatVector d1 = zero.blend(load(dy + at + BYTES), load(y + at + BYTES).compare(GT, zero));
        FloatVector d2 =
            zero.blend(load(dy + at + 2 * BYTES), load(y + at + 2 * BYTES).compare(GT, zero));
        FloatVector d3 =
            zero.blend(load(dy + at + 3 * BYTES), load(y + at + 3 * BYTES).compare(GT, zero));
        store(d0, dx + at);
        store(d1, dx + at + BYTES);
        store(d2, dx + at + 2 * BYTES);
        store(d3, dx + at + 3 * BYTES);
        s0 = s0.add(d0);
        s1 = s1.add(d1);
        s2 = s2.add(d2);
        s3 = s3.add(d3);
        at += row;
      }
      store(s0, dbias + column);
      store(s1, dbias + column + BYTES);
      store(s2, dbias + column + 2 * BYTES);
      store(s3, dbias + column + 3 * BYTES);
    }
    for (; column < row; column += BYTES) {
      int count = count(row - column);
      FloatVector s = zero;
      long at = column;
      for (int i = 0; i < rows; i++) {
        FloatVector d = zero.blend(load(dy + at, count), load(y + at, count).compare(GT, zero));
        store(d, dx + at, count);
        s = s.add(d);
        at += row;
      }
      store(s, dbias + column, count);
    }
  }
}

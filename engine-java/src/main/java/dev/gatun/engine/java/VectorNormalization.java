package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;

/// Layer normalization, a row at a time.
///
/// The differences from a row's mean go through a buffer in which they are filled up with zeros to
/// whole vectors.
final class VectorNormalization {
  private VectorNormalization() {}

  static void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    long row = 4L * x.columns();
    long end = Lanes.bound(row);
    int count = Lanes.rest(row);
    Buffers buffers = Buffers.ofThread();
    long differences = buffers.large(end + BYTES);
    long rest = buffers.rest(0);
    Lanes.stage(gain.address() + end, buffers.rest(1), count);
    Lanes.stage(bias.address() + end, buffers.rest(2), count);
    for (int i = 0; i < x.rows(); i++) {
      float factor = differences(epsilon, x.address() + i * row, row, differences, buffers);
      long to = y.address() + i * row;
      long size;
      for (long at = 0; at < row; at += size) {
        boolean last = at == end;
        size = last ? BYTES : end;
        long factors = last ? buffers.rest(1) : gain.address();
        long terms = last ? buffers.rest(2) : bias.address();
        scale(differences + at, factor, factors, terms, last ? rest : to, size);
      }
      Lanes.unstage(rest, to + end, count);
    }
  }

  /// Writes a row's differences from its mean.
  ///
  /// @return one over what they are to be divided by
  private static float differences(double epsilon, long x, long row, long to, Buffers buffers) {
    long end = Lanes.bound(row);
    long size = row / Float.BYTES;
    float mean = VectorReduction.sum(x, row, buffers) / size;
    long squares = buffers.spare();
    clear(squares);
    if (end < row) {
      Lanes.stage(x + end, to + end, Lanes.rest(row), mean);
    }
    long bytes;
    for (long at = 0; at < row; at += bytes) {
      boolean last = at == end;
      bytes = last ? BYTES : end;
      subtract(last ? to + end : x, mean, to + at, bytes, squares);
    }
    return (float) (1 / Math.sqrt(Lanes.sum(squares) / (double) size + epsilon));
  }

  private static void clear(long vector) {
    FloatVector.zero(SPECIES).intoMemorySegment(MEMORY, vector, ORDER);
  }

  /// Writes differences from a number, and adds their squares to a vector.
  private static void subtract(long x, float number, long to, long bytes, long squares) {
    FloatVector sum = fromMemorySegment(SPECIES, MEMORY, squares, ORDER);
    FloatVector mean = FloatVector.broadcast(SPECIES, number);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(mean);
      d.intoMemorySegment(MEMORY, to + at, ORDER);
      sum = d.fma(d, sum);
    }
    sum.intoMemorySegment(MEMORY, squares, ORDER);
  }

  private static void scale(
      long differences, float factor, long gain, long bias, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, differences + at, ORDER)
          .mul(factor)
          .fma(
              fromMemorySegment(SPECIES, MEMORY, gain + at, ORDER),
              fromMemorySegment(SPECIES, MEMORY, bias + at, ORDER))
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    long row = 4L * x.columns();
    long end = Lanes.bound(row);
    int count = Lanes.rest(row);
    Buffers buffers = Buffers.ofThread();
    long normal = buffers.large(3 * (end + BYTES));
    long weighted = normal + end + BYTES;
    // The last elements of the gain and of the gradients of gain and bias.
    long gainRest = weighted + end + BYTES;
    long dgainRest = buffers.rest(1);
    long dbiasRest = buffers.rest(2);
    Lanes.stage(gain.address() + end, gainRest, count);
    clear(dgainRest);
    clear(dbiasRest);
    VectorMoves.fill(0, dgain);
    VectorMoves.fill(0, dbias);
    for (int i = 0; i < x.rows(); i++) {
      float factor = differences(epsilon, x.address() + i * row, row, normal, buffers);
      long from = dy.address() + i * row;
      clear(buffers.chunk(0));
      clear(buffers.chunk(1));
      long rest = buffers.rest(0);
      Lanes.stage(from + end, rest, count);
      long size;
      for (long at = 0; at < row; at += size) {
        boolean last = at == end;
        size = last ? BYTES : end;
        long d = last ? rest : from;
        long sums = last ? dgainRest : dgain.address();
        add(normal + at, factor, d, sums, last ? dbiasRest : dbias.address(), size);
        weigh(normal + at, d, last ? gainRest : gain.address(), weighted + at, size, buffers);
      }
      float sum = Lanes.sum(buffers.chunk(0)) / x.columns();
      float product = Lanes.sum(buffers.chunk(1)) / x.columns();
      long to = dx.address() + i * row;
      for (long at = 0; at < row; at += size) {
        boolean last = at == end;
        size = last ? BYTES : end;
        combine(normal + at, weighted + at, sum, product, factor, last ? rest : to, size);
      }
      Lanes.unstage(rest, to + end, count);
    }
    if (count > 0) {
      Lanes.unstage(dgainRest, dgain.address() + end, count);
      Lanes.unstage(dbiasRest, dbias.address() + end, count);
    }
  }

  /// Scales the differences, and adds a row to the gradients of gain and bias.
  private static void add(
      long differences, float factor, long dy, long dgain, long dbias, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector normal = fromMemorySegment(SPECIES, MEMORY, differences + at, ORDER).mul(factor);
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      normal.intoMemorySegment(MEMORY, differences + at, ORDER);
      d.fma(normal, fromMemorySegment(SPECIES, MEMORY, dgain + at, ORDER))
          .intoMemorySegment(MEMORY, dgain + at, ORDER);
      d.add(fromMemorySegment(SPECIES, MEMORY, dbias + at, ORDER))
          .intoMemorySegment(MEMORY, dbias + at, ORDER);
    }
  }

  /// Writes gradients times gain, and adds them, and their products with the normalized numbers, to
  /// a vector each.
  private static void weigh(long normal, long dy, long gain, long to, long bytes, Buffers buffers) {
    FloatVector sum = fromMemorySegment(SPECIES, MEMORY, buffers.chunk(0), ORDER);
    FloatVector product = fromMemorySegment(SPECIES, MEMORY, buffers.chunk(1), ORDER);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector g =
          fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER)
              .mul(fromMemorySegment(SPECIES, MEMORY, gain + at, ORDER));
      g.intoMemorySegment(MEMORY, to + at, ORDER);
      sum = sum.add(g);
      product = g.fma(fromMemorySegment(SPECIES, MEMORY, normal + at, ORDER), product);
    }
    sum.intoMemorySegment(MEMORY, buffers.chunk(0), ORDER);
    product.intoMemorySegment(MEMORY, buffers.chunk(1), ORDER);
  }

  /// Writes `(weighted − sum − normal·product)·factor`.
  private static void combine(
      long normal, long weighted, float sum, float product, float factor, long to, long bytes) {
    FloatVector slope = FloatVector.broadcast(SPECIES, -product);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector g = fromMemorySegment(SPECIES, MEMORY, weighted + at, ORDER).sub(sum);
      fromMemorySegment(SPECIES, MEMORY, normal + at, ORDER)
          .fma(slope, g)
          .mul(factor)
          .intoMemorySegment(MEMORY, to + at, ORDER);
    }
  }
}

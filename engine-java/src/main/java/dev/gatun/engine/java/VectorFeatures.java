package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;

/// Batch normalization of channels of one number each, which lie side by side in vectors.
///
/// The numbers of the channels go through buffers, in which they are filled up to whole vectors.
final class VectorFeatures {
  private VectorFeatures() {}

  private static long padded(long row) {
    return Lanes.bound(row + BYTES - 1);
  }

  /// Copies a row to a buffer and fills it up with zeros.
  ///
  /// @return the buffer
  private static long load(Tensor x, long to) {
    long row = 4 * x.size();
    long end = Lanes.bound(row);
    copy(x.address(), to, end);
    if (end < row) {
      Lanes.stage(x.address() + end, to + end, Lanes.rest(row));
    }
    return to;
  }

  private static void store(long from, Tensor y) {
    long row = 4 * y.size();
    long end = Lanes.bound(row);
    copy(from, y.address(), end);
    if (end < row) {
      Lanes.unstage(from + end, y.address() + end, Lanes.rest(row));
    }
  }

  private static void copy(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void moments(Tensor x, Tensor mean, Tensor variance) {
    long row = 4L * mean.columns();
    long padded = padded(row);
    Buffers buffers = Buffers.ofThread();
    long means = buffers.large(2 * padded);
    long variances = means + padded;
    sums(x, means, padded, buffers);
    divideAll(means, x.rows(), padded);
    products(x, 0, means, variances, buffers);
    divideAll(variances, x.rows(), padded);
    store(means, mean);
    store(variances, variance);
  }

  private static void sums(Tensor x, long to, long padded, Buffers buffers) {
    zero(to, padded);
    VectorColumns.sums(x.address(), x.rows(), 4L * x.columns(), to, buffers);
  }

  private static void zero(long to, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector.zero(SPECIES).intoMemorySegment(MEMORY, to + at, ORDER);
    }
  }

  private static void divideAll(long x, float divisor, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .div(divisor)
          .intoMemorySegment(MEMORY, x + at, ORDER);
    }
  }

  /// Sums, column by column, the products of differences from the means with a second matrix, or
  /// with themselves where its address is 0.
  private static void products(Tensor x, long dy, long means, long to, Buffers buffers) {
    long row = 4L * x.columns();
    long end = Lanes.bound(row);
    zero(to, padded(row));
    for (long at = 0; at < end; at += BYTES) {
      product(x.address() + at, dy == 0 ? 0 : dy + at, means + at, x.rows(), row, to + at);
    }
    for (int i = 0; i < x.rows() && end < row; i++) {
      long from = i * row + end;
      Lanes.stage(x.address() + from, buffers.rest(0), Lanes.rest(row));
      if (dy != 0) {
        Lanes.stage(dy + from, buffers.rest(1), Lanes.rest(row));
      }
      long second = dy == 0 ? 0 : buffers.rest(1);
      product(buffers.rest(0), second, means + end, 1, 0, to + end);
    }
  }

  /// Adds a vector of each row to what is in `to`.
  private static void product(long x, long dy, long mean, int rows, long row, long to) {
    if (dy == 0) {
      square(x, mean, rows, row, to);
      return;
    }
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, to, ORDER);
    FloatVector middle = fromMemorySegment(SPECIES, MEMORY, mean, ORDER);
    for (int i = 0; i < rows; i++) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, x + i * row, ORDER).sub(middle);
      total = d.fma(fromMemorySegment(SPECIES, MEMORY, dy + i * row, ORDER), total);
    }
    total.intoMemorySegment(MEMORY, to, ORDER);
  }

  private static void square(long x, long mean, int rows, long row, long to) {
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, to, ORDER);
    FloatVector middle = fromMemorySegment(SPECIES, MEMORY, mean, ORDER);
    for (int i = 0; i < rows; i++) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, x + i * row, ORDER).sub(middle);
      total = d.fma(d, total);
    }
    total.intoMemorySegment(MEMORY, to, ORDER);
  }

  /// Replaces variances by what differences from the mean are divided by.
  private static void deviations(double epsilon, long variances, long bytes) {
    float added = (float) Math.max(epsilon, Float.MIN_VALUE);
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, variances + at, ORDER)
          .add(added)
          .sqrt()
          .intoMemorySegment(MEMORY, variances + at, ORDER);
    }
  }

  static void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    long row = 4L * mean.columns();
    long padded = padded(row);
    long end = Lanes.bound(row);
    Buffers buffers = Buffers.ofThread();
    long means = load(mean, buffers.large(4 * padded));
    long factors = load(variance, means + padded);
    long gains = load(gain, means + 2 * padded);
    long terms = load(bias, means + 3 * padded);
    deviations(epsilon, factors, padded);
    divide(gains, factors, padded);
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      long to = y.address() + i * row;
      scale(from, means, gains, terms, to, end);
      if (end < row) {
        long rest = buffers.rest(0);
        Lanes.stage(from + end, rest, Lanes.rest(row));
        scale(rest, means + end, gains + end, terms + end, rest, BYTES);
        Lanes.unstage(rest, to + end, Lanes.rest(row));
      }
    }
  }

  /// Divides numbers by others.
  private static void divide(long x, long divisors, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .div(fromMemorySegment(SPECIES, MEMORY, divisors + at, ORDER))
          .intoMemorySegment(MEMORY, x + at, ORDER);
    }
  }

  private static void scale(long x, long means, long factors, long terms, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .sub(fromMemorySegment(SPECIES, MEMORY, means + at, ORDER))
          .fma(
              fromMemorySegment(SPECIES, MEMORY, factors + at, ORDER),
              fromMemorySegment(SPECIES, MEMORY, terms + at, ORDER))
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    long row = 4L * mean.columns();
    long padded = padded(row);
    long end = Lanes.bound(row);
    Buffers buffers = Buffers.ofThread();
    long means = load(mean, buffers.large(5 * padded));
    long deviations = load(variance, means + padded);
    long factors = load(gain, means + 2 * padded);
    long slopes = means + 3 * padded;
    long terms = means + 4 * padded;
    deviations(epsilon, deviations, padded);
    sums(dy, terms, padded, buffers);
    store(terms, dbias);
    products(x, dy.address(), means, slopes, buffers);
    divide(slopes, deviations, padded);
    store(slopes, dgain);
    coefficients(deviations, factors, slopes, terms, -1f / x.rows(), padded);
    for (int i = 0; i < x.rows(); i++) {
      long at = i * row;
      long to = dx.address() + at;
      combine(x.address() + at, means, slopes, dy.address() + at, factors, terms, to, end);
      if (end < row) {
        long rest = buffers.rest(0);
        long restDy = buffers.rest(1);
        Lanes.stage(x.address() + at + end, rest, Lanes.rest(row));
        Lanes.stage(dy.address() + at + end, restDy, Lanes.rest(row));
        combine(rest, means + end, slopes + end, restDy, factors + end, terms + end, rest, BYTES);
        Lanes.unstage(rest, to + end, Lanes.rest(row));
      }
    }
  }

  /// Turns gains, and the gradients of gain and bias, into what gradients and differences from the
  /// mean are multiplied by and what is added.
  ///
  /// @param share minus one over the number of rows
  private static void coefficients(
      long deviations, long factors, long slopes, long terms, float share, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector deviation = fromMemorySegment(SPECIES, MEMORY, deviations + at, ORDER);
      FloatVector factor = fromMemorySegment(SPECIES, MEMORY, factors + at, ORDER).div(deviation);
      FloatVector part = factor.mul(share);
      factor.intoMemorySegment(MEMORY, factors + at, ORDER);
      fromMemorySegment(SPECIES, MEMORY, slopes + at, ORDER)
          .mul(part)
          .div(deviation)
          .intoMemorySegment(MEMORY, slopes + at, ORDER);
      fromMemorySegment(SPECIES, MEMORY, terms + at, ORDER)
          .mul(part)
          .intoMemorySegment(MEMORY, terms + at, ORDER);
    }
  }

  /// Writes `dy·factor + (x − mean)·slope + term`, with numbers for each column.
  private static void combine(
      long x, long means, long slopes, long dy, long factors, long terms, long dx, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v =
          fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
              .sub(fromMemorySegment(SPECIES, MEMORY, means + at, ORDER))
              .fma(
                  fromMemorySegment(SPECIES, MEMORY, slopes + at, ORDER),
                  fromMemorySegment(SPECIES, MEMORY, terms + at, ORDER));
      fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER)
          .fma(fromMemorySegment(SPECIES, MEMORY, factors + at, ORDER), v)
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }
}

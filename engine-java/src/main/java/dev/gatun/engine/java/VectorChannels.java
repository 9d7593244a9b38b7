package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;

/// Batch normalization of channels of several numbers each, an example and channel at a time; sums
/// are added up in double precision. [VectorFeatures] has the channels of one number.
final class VectorChannels {
  private VectorChannels() {}

  static void moments(Tensor x, Tensor mean, Tensor variance) {
    int channels = mean.columns();
    if (x.columns() == channels) {
      VectorFeatures.moments(x, mean, variance);
      return;
    }
    Buffers buffers = Buffers.ofThread();
    long bytes = 4L * (x.columns() / channels);
    double count = (double) x.size() / channels;
    for (int c = 0; c < channels; c++) {
      float middle = (float) (sum(x, c, channels, bytes, buffers) / count);
      double squares = 0;
      for (int i = 0; i < x.rows(); i++) {
        long at = x.address() + ((long) i * channels + c) * bytes;
        squares += products(at, 0, middle, bytes, buffers);
      }
      set(mean, c, middle);
      set(variance, c, (float) (squares / count));
    }
  }

  private static double sum(Tensor x, int channel, int channels, long bytes, Buffers buffers) {
    double sum = 0;
    for (int i = 0; i < x.rows(); i++) {
      long at = x.address() + ((long) i * channels + channel) * bytes;
      sum += VectorReduction.sum(at, bytes, buffers);
    }
    return sum;
  }

  private static float get(Tensor x, int channel) {
    return MEMORY.get(FLOAT, x.address() + 4L * channel);
  }

  private static void set(Tensor y, int channel, float value) {
    MEMORY.set(FLOAT, y.address() + 4L * channel, value);
  }

  /// {@return the sum of the products of differences from a number with a second range, or with
  /// themselves where its address is 0}
  private static float products(long x, long dy, float number, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    long sums = buffers.spare();
    FloatVector.zero(SPECIES).intoMemorySegment(MEMORY, sums, ORDER);
    long rest = buffers.rest(0);
    long restDy = dy == 0 ? 0 : buffers.rest(1);
    Lanes.stage(x + end, rest, Lanes.rest(bytes), number);
    if (dy != 0) {
      Lanes.stage(dy + end, restDy, Lanes.rest(bytes));
    }
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      size = last ? BYTES : end;
      products(last ? rest : x, last ? restDy : dy, number, size, sums);
    }
    return Lanes.sum(sums);
  }

  /// Adds to a vector.
  private static void products(long x, long dy, float number, long bytes, long sums) {
    if (dy == 0) {
      squares(x, number, bytes, sums);
      return;
    }
    FloatVector s0 = fromMemorySegment(SPECIES, MEMORY, sums, ORDER);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector mean = FloatVector.broadcast(SPECIES, number);
    long at = 0;
    for (; at + 2 * BYTES <= bytes; at += 2 * BYTES) {
      FloatVector d0 = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(mean);
      FloatVector d1 = fromMemorySegment(SPECIES, MEMORY, x + at + BYTES, ORDER).sub(mean);
      s0 = d0.fma(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER), s0);
      s1 = d1.fma(fromMemorySegment(SPECIES, MEMORY, dy + at + BYTES, ORDER), s1);
    }
    for (; at < bytes; at += BYTES) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(mean);
      s0 = d.fma(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER), s0);
    }
    s0.add(s1).intoMemorySegment(MEMORY, sums, ORDER);
  }

  private static void squares(long x, float number, long bytes, long sums) {
    FloatVector s0 = fromMemorySegment(SPECIES, MEMORY, sums, ORDER);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector mean = FloatVector.broadcast(SPECIES, number);
    long at = 0;
    for (; at + 2 * BYTES <= bytes; at += 2 * BYTES) {
      FloatVector d0 = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(mean);
      FloatVector d1 = fromMemorySegment(SPECIES, MEMORY, x + at + BYTES, ORDER).sub(mean);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
    }
    for (; at < bytes; at += BYTES) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(mean);
      s0 = d.fma(d, s0);
    }
    s0.add(s1).intoMemorySegment(MEMORY, sums, ORDER);
  }

  static void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    int channels = mean.columns();
    if (x.columns() == channels) {
      VectorFeatures.batchNorm(epsilon, x, mean, variance, gain, bias, y);
      return;
    }
    Buffers buffers = Buffers.ofThread();
    long bytes = 4L * (x.columns() / channels);
    for (int c = 0; c < channels; c++) {
      float middle = get(mean, c);
      float factor = (float) (get(gain, c) / Math.sqrt(get(variance, c) + epsilon));
      float term = get(bias, c);
      for (int i = 0; i < x.rows(); i++) {
        long at = ((long) i * channels + c) * bytes;
        scale(x.address() + at, middle, factor, term, y.address() + at, bytes, buffers);
      }
    }
  }

  private static void scale(
      long x, float mean, float factor, float term, long y, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    long rest = buffers.rest(0);
    Lanes.stage(x + end, rest, Lanes.rest(bytes));
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      size = last ? BYTES : end;
      scale(last ? rest : x, mean, factor, term, last ? rest : y, size);
    }
    Lanes.unstage(rest, y + end, Lanes.rest(bytes));
  }

  private static void scale(long x, float mean, float factor, float term, long y, long bytes) {
    FloatVector slope = FloatVector.broadcast(SPECIES, factor);
    FloatVector shift = FloatVector.broadcast(SPECIES, term);
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .sub(mean)
          .fma(slope, shift)
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
    int channels = mean.columns();
    if (x.columns() == channels) {
      VectorFeatures.batchNormGradient(epsilon, x, mean, variance, gain, dy, dx, dgain, dbias);
      return;
    }
    Buffers buffers = Buffers.ofThread();
    long bytes = 4L * (x.columns() / channels);
    double count = (double) x.size() / channels;
    for (int c = 0; c < channels; c++) {
      float middle = get(mean, c);
      double deviation = Math.sqrt(get(variance, c) + epsilon);
      double sum = 0;
      double product = 0;
      for (int i = 0; i < x.rows(); i++) {
        long at = ((long) i * channels + c) * bytes;
        sum += VectorReduction.sum(dy.address() + at, bytes, buffers);
        product += products(x.address() + at, dy.address() + at, middle, bytes, buffers);
      }
      set(dbias, c, (float) sum);
      set(dgain, c, (float) (product / deviation));
      double factor = get(gain, c) / deviation;
      float slope = (float) (-factor * product / (count * deviation * deviation));
      float term = (float) (-factor * sum / count);
      for (int i = 0; i < x.rows(); i++) {
        long at = ((long) i * channels + c) * bytes;
        long from = x.address() + at;
        long to = dx.address() + at;
        combine(from, middle, slope, dy.address() + at, (float) factor, term, to, bytes, buffers);
      }
    }
  }

  private static void combine(
      long x,
      float mean,
      float slope,
      long dy,
      float factor,
      float term,
      long dx,
      long bytes,
      Buffers buffers) {
    long end = Lanes.bound(bytes);
    long rest = buffers.rest(0);
    long restDy = buffers.rest(1);
    Lanes.stage(x + end, rest, Lanes.rest(bytes));
    Lanes.stage(dy + end, restDy, Lanes.rest(bytes));
    long size;
    for (long at = 0; at < bytes; at += size) {
      boolean last = at == end;
      size = last ? BYTES : end;
      long to = last ? rest : dx;
      combine(last ? rest : x, mean, slope, last ? restDy : dy, factor, term, to, size);
    }
    Lanes.unstage(rest, dx + end, Lanes.rest(bytes));
  }

  /// Writes `dy·factor + (x − mean)·slope + term`.
  private static void combine(
      long x, float mean, float slope, long dy, float factor, float term, long dx, long bytes) {
    FloatVector a = FloatVector.broadcast(SPECIES, factor);
    FloatVector b = FloatVector.broadcast(SPECIES, slope);
    FloatVector c = FloatVector.broadcast(SPECIES, term);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(mean).fma(b, c);
      fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER)
          .fma(a, v)
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }
}

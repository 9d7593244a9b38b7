package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.bound;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Half the squared distance of rows, and its gradient, in one pass.
final class VectorSquaredDistance {
  private VectorSquaredDistance() {}

  static void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * x.columns();
    for (int i = 0; i < x.rows(); i++) {
      long at = i * row;
      long from = x.address() + at;
      long values = y.address() + at;
      long sums = buffers.spare();
      if (dx == null) {
        whole(from, values, bound(row), sums);
      } else {
        float seed = MEMORY.get(FLOAT, seeds.address() + 4L * i);
        whole(from, values, bound(row), sums, seed, dx.address() + at);
      }
      float sum = Lanes.sum(sums);
      if (bound(row) < row) {
        sum += rest(from, values, row, seeds.address() + 4L * i, dx, at, buffers);
      }
      MEMORY.set(FLOAT, losses.address() + 4L * i, sum / 2);
    }
  }

  /// Does the last elements of a row.
  ///
  /// @return the sum of their squares
  private static float rest(
      long x, long y, long row, long seed, @Nullable Tensor dx, long at, Buffers buffers) {
    long end = bound(row);
    int count = Lanes.rest(row);
    long from = buffers.rest(0);
    long values = buffers.rest(1);
    Lanes.stage(x + end, from, count);
    Lanes.stage(y + end, values, count);
    long sums = buffers.spare();
    if (dx == null) {
      whole(from, values, BYTES, sums);
    } else {
      whole(from, values, BYTES, sums, MEMORY.get(FLOAT, seed), from);
      Lanes.unstage(from, dx.address() + at + end, count);
    }
    return Lanes.sum(sums);
  }

  /// Adds up squares in two vectors of partial sums, so that additions wait less for each other.
  ///
  /// @param sums the address of a vector; overwritten
  private static void whole(long x, long y, long bytes, long sums) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    long at = 0;
    for (; at + 2 * BYTES <= bytes; at += 2 * BYTES) {
      FloatVector d0 = difference(x + at, y + at);
      FloatVector d1 = difference(x + at + BYTES, y + at + BYTES);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
    }
    if (at < bytes) {
      FloatVector d = difference(x + at, y + at);
      s0 = d.fma(d, s0);
    }
    s0.add(s1).intoMemorySegment(MEMORY, sums, ORDER);
  }

  /// The same, with the gradient.
  private static void whole(long x, long y, long bytes, long sums, float seed, long dx) {
    FloatVector factor = FloatVector.broadcast(SPECIES, seed);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    long at = 0;
    for (; at + 2 * BYTES <= bytes; at += 2 * BYTES) {
      FloatVector d0 = difference(x + at, y + at);
      FloatVector d1 = difference(x + at + BYTES, y + at + BYTES);
      s0 = d0.fma(d0, s0);
      s1 = d1.fma(d1, s1);
      d0.mul(factor).intoMemorySegment(MEMORY, dx + at, ORDER);
      d1.mul(factor).intoMemorySegment(MEMORY, dx + at + BYTES, ORDER);
    }
    if (at < bytes) {
      FloatVector d = difference(x + at, y + at);
      s0 = d.fma(d, s0);
      d.mul(factor).intoMemorySegment(MEMORY, dx + at, ORDER);
    }
    s0.add(s1).intoMemorySegment(MEMORY, sums, ORDER);
  }

  private static FloatVector difference(long x, long y) {
    return fromMemorySegment(SPECIES, MEMORY, x, ORDER)
        .sub(fromMemorySegment(SPECIES, MEMORY, y, ORDER));
  }
}

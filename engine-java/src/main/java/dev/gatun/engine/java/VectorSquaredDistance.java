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
    long sums = buffers.spare();
    // What nobody wants goes into one row of memory that stays in the cache.
    long spare = dx == null ? buffers.large(row) : 0;
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      long values = y.address() + i * row;
      long to = dx == null ? spare : dx.address() + i * row;
      float seed = dx == null ? 0 : MEMORY.get(FLOAT, seeds.address() + 4L * i);
      whole(from, values, bound(row), seed, to, sums);
      float sum = Lanes.sum(sums);
      if (bound(row) < row) {
        rest(from, values, row, seed, to, sums, buffers);
        sum += Lanes.sum(sums);
      }
      MEMORY.set(FLOAT, losses.address() + 4L * i, sum / 2);
    }
  }

  /// Does the last elements of a row, as [#whole] does the others.
  private static void rest(
      long x, long y, long row, float seed, long dx, long sums, Buffers buffers) {
    long end = bound(row);
    int count = Lanes.rest(row);
    long from = buffers.rest(0);
    long values = buffers.rest(1);
    Lanes.stage(x + end, from, count);
    Lanes.stage(y + end, values, count);
    whole(from, values, BYTES, seed, from, sums);
    Lanes.unstage(from, dx + end, count);
  }

  /// Writes gradients, and adds up squares in two vectors of partial sums, so that additions wait
  /// less for each other.
  ///
  /// @param dx the address of the gradients; overwritten
  /// @param sums the address of a vector, the sum of whose lanes is that of the squares;
  ///   overwritten
  private static void whole(long x, long y, long bytes, float seed, long dx, long sums) {
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

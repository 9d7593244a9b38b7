package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Transposition.HIGH;
import static dev.gatun.engine.java.Transposition.LOW;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Sums and maxima of rows and of everything; [VectorColumns] has those of columns.
final class VectorReduction {
  /// All bits of a number but the sign.
  static final int MAGNITUDE = Integer.MAX_VALUE;

  private VectorReduction() {}

  static void reduce(Reduction f, Tensor x, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    boolean sum = f == Reduction.SUM;
    if (ScalarElementwise.same(x, y)) {
      ScalarMoves.copy(x, y);
    } else if (x.rows() != y.rows() && x.columns() == y.columns() && x.columns() > 1) {
      VectorMoves.fill(sum ? 0 : Float.NEGATIVE_INFINITY, y);
      if (sum) {
        VectorColumns.sums(x.address(), x.rows(), 4L * x.columns(), y.address(), buffers);
      } else {
        VectorColumns.maxima(x.address(), x.rows(), 4L * x.columns(), y.address(), buffers);
      }
    } else {
      // Everything is one long row.
      long columns = x.rows() == y.rows() ? x.columns() : x.size();
      rows(sum, x.address(), (int) y.size(), columns, y.address(), buffers);
    }
  }

  private static void rows(boolean sum, long x, int rows, long columns, long y, Buffers buffers) {
    int few = (int) Math.min(columns, Integer.MAX_VALUE);
    if (VectorShortRows.fit(few)) {
      if (sum) {
        VectorShortRows.sums(x, rows, few, y);
      } else {
        VectorShortRows.maxima(x, rows, few, y);
      }
      return;
    }
    long row = 4 * columns;
    // Where the rows come from memory, the wait is for them.
    int done = sum || rows * row > Lanes.CACHED ? 0 : rows - rows % LENGTH;
    for (int i = 0; i < done; i += LENGTH) {
      maxima(x + i * row, row, y + 4L * i, buffers);
    }
    for (int i = done; i < rows; i++) {
      long from = x + i * row;
      float result = sum ? sum(from, row, buffers) : maximum(from, row, buffers);
      MEMORY.set(Lanes.FLOAT, y + 4L * i, result);
    }
  }

  /// Adds a range up: four vectors of partial sums, so that additions need not wait for each other.
  static float sum(long x, long bytes, Buffers buffers) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    long at = 0;
    for (; at + 4 * BYTES <= bytes; at += 4 * BYTES) {
      s0 = s0.add(fromMemorySegment(SPECIES, MEMORY, x + at, ORDER));
      s1 = s1.add(fromMemorySegment(SPECIES, MEMORY, x + at + BYTES, ORDER));
      s2 = s2.add(fromMemorySegment(SPECIES, MEMORY, x + at + 2 * BYTES, ORDER));
      s3 = s3.add(fromMemorySegment(SPECIES, MEMORY, x + at + 3 * BYTES, ORDER));
    }
    for (; at + BYTES <= bytes; at += BYTES) {
      s0 = s0.add(fromMemorySegment(SPECIES, MEMORY, x + at, ORDER));
    }
    long sums = buffers.spare();
    if (at < bytes) {
      Lanes.stage(x + at, sums, Lanes.rest(bytes));
      s0 = s0.add(fromMemorySegment(SPECIES, MEMORY, sums, ORDER));
    }
    s0.add(s1).add(s2.add(s3)).intoMemorySegment(MEMORY, sums, ORDER);
    return Lanes.sum(sums);
  }

  /// Computes the maxima of as many rows as a vector has lanes, so that the lanes of all of them
  /// are combined at once.
  ///
  /// @param row the size of a row in bytes
  private static void maxima(long x, long row, long y, Buffers buffers) {
    long lanes = buffers.aside();
    for (int i = 0; i < LENGTH; i++) {
      lanes(x + i * row, row, lanes + i * BYTES);
    }
    for (int half = LENGTH / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        long at = lanes + i * BYTES;
        IntVector a = fromMemorySegment(SPECIES, MEMORY, at, ORDER).reinterpretAsInts();
        IntVector b =
            fromMemorySegment(SPECIES, MEMORY, at + half * BYTES, ORDER).reinterpretAsInts();
        LOW.selectFrom(a, b)
            .reinterpretAsFloats()
            .max(HIGH.selectFrom(a, b).reinterpretAsFloats())
            .intoMemorySegment(MEMORY, half == 1 ? y : at, ORDER);
      }
    }
    FloatVector maxima = fromMemorySegment(SPECIES, MEMORY, y, ORDER);
    boolean exact = maxima.compare(NE, maxima).anyTrue();
    for (int i = 0; i < LENGTH && exact; i++) {
      if (Float.isNaN(MEMORY.get(Lanes.FLOAT, y + 4L * i))) {
        MEMORY.set(Lanes.FLOAT, y + 4L * i, exactMaximum(x + i * row, row));
      }
    }
  }

  /// {@return the greatest number of a range, NaN where there is one}
  static float maximum(long x, long bytes, Buffers buffers) {
    long lanes = buffers.rest(0);
    lanes(x, bytes, lanes);
    FloatVector m = fromMemorySegment(SPECIES, MEMORY, lanes, ORDER);
    if (m.compare(NE, m).anyTrue()) {
      return exactMaximum(x, bytes);
    }
    // As integers in the same order, whose maximum does not depend on how lanes are combined.
    IntVector bits = m.reinterpretAsInts();
    return number(bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(MAGNITUDE)).reduceLanes(MAX));
  }

  /// Computes the maximum of each lane without heed to NaN, which takes several times as long; a
  /// sum of all numbers tells whether there may be one.
  ///
  /// @param to the address of the maxima, of which one or more are NaN where a number is, and where
  ///   infinities of both signs are
  private static void lanes(long x, long bytes, long to) {
    long end = Lanes.bound(bytes);
    FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    if (end < bytes) {
      Lanes.stage(x + end, to, Lanes.rest(bytes), Float.NEGATIVE_INFINITY);
      m0 = fromMemorySegment(SPECIES, MEMORY, to, ORDER);
    }
    FloatVector m1 = m0;
    FloatVector s0 = FloatVector.zero(SPECIES);
    s0 = s0.blend(m0, m0.compare(NE, m0));
    FloatVector s1 = s0;
    long at = 0;
    for (; at + 4 * BYTES <= end; at += 4 * BYTES) {
      FloatVector v0 = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector v1 = fromMemorySegment(SPECIES, MEMORY, x + at + BYTES, ORDER);
      FloatVector v2 = fromMemorySegment(SPECIES, MEMORY, x + at + 2 * BYTES, ORDER);
      FloatVector v3 = fromMemorySegment(SPECIES, MEMORY, x + at + 3 * BYTES, ORDER);
      s0 = s0.add(v0.add(v1));
      s1 = s1.add(v2.add(v3));
      v0 = v0.blend(v1, v1.compare(GT, v0));
      v2 = v2.blend(v3, v3.compare(GT, v2));
      m0 = m0.blend(v0, v0.compare(GT, m0));
      m1 = m1.blend(v2, v2.compare(GT, m1));
    }
    for (; at < end; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      m0 = m0.blend(v, v.compare(GT, m0));
      s0 = s0.add(v);
    }
    s0 = s0.add(s1);
    m0 = m0.blend(m1, m1.compare(GT, m0));
    m0.blend(s0, s0.compare(NE, s0)).intoMemorySegment(MEMORY, to, ORDER);
  }

  /// {@return the number that an integer of its order stands for}
  ///
  /// @param order the bits, all but the sign flipped where that is set
  static float number(int order) {
    return Float.intBitsToFloat(order ^ ((order >> 31) & MAGNITUDE));
  }

  private static float exactMaximum(long x, long bytes) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (long at = 0; at < bytes; at += Float.BYTES) {
      maximum = Math.max(maximum, MEMORY.get(Lanes.FLOAT, x + at));
    }
    return maximum;
  }
}

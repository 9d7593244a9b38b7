package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.UGT;
import static jdk.incubator.vector.VectorOperators.UMAX;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// Sums and maxima of rows and of everything; [VectorColumns] has those of columns.
final class VectorReduction {
  /// All bits of a number but the sign.
  static final int MAGNITUDE = Integer.MAX_VALUE;

  private static final int MINUS_INFINITY = 0xFF800000;

  private VectorReduction() {}

  static void reduce(Reduction f, Tensor x, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    boolean sum = f == Reduction.SUM;
    if (ScalarElementwise.same(x, y)) {
      ScalarMoves.copy(x, y);
    } else if (x.rows() != y.rows() && x.columns() == y.columns() && x.columns() > 1) {
      VectorMoves.fill(sum ? 0 : Float.NEGATIVE_INFINITY, y);
      VectorColumns.reduce(sum, x.address(), x.rows(), 4L * x.columns(), y.address(), buffers);
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
    for (int i = 0; i < rows; i++) {
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

  /// {@return the greatest number of a range, NaN where there is one}
  static float maximum(long x, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    long last = buffers.rest(0);
    long vector = buffers.spare();
    Lanes.stage(x + end, last, Lanes.rest(bytes), Float.NEGATIVE_INFINITY);
    orders(x, end, last, vector);
    // As integers, whose maximum does not depend on how lanes are combined.
    IntVector order = fromMemorySegment(SPECIES, MEMORY, vector, ORDER).reinterpretAsInts();
    return number(order.reduceLanes(MAX));
  }

  /// Computes the maxima of the lanes of whole vectors and one more, as integers in the order of
  /// the numbers, the greatest one for NaN.
  ///
  /// A number's bits, taken as an integer, are in order among the positive numbers, and in reverse
  /// among the negative ones, which are the greater ones if the sign counts as a digit. So the
  /// greatest integer is the maximum unless it is negative: then it is the least. NaN is beyond
  /// infinity, whatever its sign.
  ///
  /// @param last the address of one more vector
  /// @param to the address of the results
  private static void orders(long x, long bytes, long last, long to) {
    IntVector signed0 = fromMemorySegment(SPECIES, MEMORY, last, ORDER).reinterpretAsInts();
    IntVector least0 = signed0;
    IntVector most0 = signed0;
    IntVector signed1 = signed0;
    IntVector least1 = signed0;
    IntVector most1 = signed0;
    long from = x;
    long end = x + bytes;
    while (from + 4 * BYTES <= end) {
      IntVector v0 = fromMemorySegment(SPECIES, MEMORY, from, ORDER).reinterpretAsInts();
      IntVector v1 = fromMemorySegment(SPECIES, MEMORY, from + BYTES, ORDER).reinterpretAsInts();
      IntVector v2 =
          fromMemorySegment(SPECIES, MEMORY, from + 2 * BYTES, ORDER).reinterpretAsInts();
      IntVector v3 =
          fromMemorySegment(SPECIES, MEMORY, from + 3 * BYTES, ORDER).reinterpretAsInts();
      signed0 = signed0.max(v0);
      least0 = least0.lanewise(UMIN, v0);
      most0 = most0.lanewise(UMAX, v0);
      signed1 = signed1.max(v1);
      least1 = least1.lanewise(UMIN, v1);
      most1 = most1.lanewise(UMAX, v1);
      signed0 = signed0.max(v2);
      least0 = least0.lanewise(UMIN, v2);
      most0 = most0.lanewise(UMAX, v2);
      signed1 = signed1.max(v3);
      least1 = least1.lanewise(UMIN, v3);
      most1 = most1.lanewise(UMAX, v3);
      from += 4 * BYTES;
    }
    while (from < end) {
      IntVector v = fromMemorySegment(SPECIES, MEMORY, from, ORDER).reinterpretAsInts();
      signed0 = signed0.max(v);
      least0 = least0.lanewise(UMIN, v);
      most0 = most0.lanewise(UMAX, v);
      from += BYTES;
    }
    IntVector bits = signed0.max(signed1);
    bits = bits.blend(least0.lanewise(UMIN, least1), bits.compare(LT, 0));
    bits = bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(MAGNITUDE));
    bits.blend(MAGNITUDE, most0.lanewise(UMAX, most1).compare(UGT, MINUS_INFINITY))
        .reinterpretAsFloats()
        .intoMemorySegment(MEMORY, to, ORDER);
  }

  /// {@return the number that an integer of its order stands for}
  ///
  /// @param order the bits, all but the sign flipped where that is set
  static float number(int order) {
    return Float.intBitsToFloat(order ^ ((order >> 31) & MAGNITUDE));
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Eight rows by one column of a product, with the terms across the lanes.
///
/// Written out, since an array of vectors would live in memory.
final class DotColumn {
  static final int ROWS = 8;

  private DotColumn() {}

  /// Computes vectors of partial sums: lane `t` of result `i` sums the terms `l ≡ t` modulo the
  /// lanes, in order, each by one fused multiply-add.
  ///
  /// @param whole how many vectors of terms the rows hold
  /// @param vectors how many vectors of terms there are: as many, or one more
  /// @param rows how many rows there are, at most 8; the last one is repeated for the others
  /// @param a the address of the first row
  /// @param aRow from one row to the next, in bytes
  /// @param tails the address of the rows' last vectors, one after another
  /// @param b the address of the column's first vector
  /// @param step from one vector of a column's terms to the next, in bytes, and from one row's
  ///   results to the next's
  /// @param sums the address of the results; overwritten
  static void compute(
      int whole,
      int vectors,
      int rows,
      long a,
      long aRow,
      long tails,
      long b,
      long step,
      long sums) {
    int last = rows - 1;
    long a1 = a + Math.min(1, last) * aRow;
    long a2 = a + Math.min(2, last) * aRow;
    long a3 = a + Math.min(3, last) * aRow;
    long a4 = a + Math.min(4, last) * aRow;
    long a5 = a + Math.min(5, last) * aRow;
    long a6 = a + Math.min(6, last) * aRow;
    long a7 = a + Math.min(7, last) * aRow;
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector c6 = FloatVector.zero(SPECIES);
    FloatVector c7 = FloatVector.zero(SPECIES);
    long a0 = a;
    long address = b;
    for (int l = 0; l < vectors; l++) {
      if (l == whole) {
        a0 = tails;
        a1 = tails + Math.min(1, last) * BYTES;
        a2 = tails + Math.min(2, last) * BYTES;
        a3 = tails + Math.min(3, last) * BYTES;
        a4 = tails + Math.min(4, last) * BYTES;
        a5 = tails + Math.min(5, last) * BYTES;
        a6 = tails + Math.min(6, last) * BYTES;
        a7 = tails + Math.min(7, last) * BYTES;
      }
      FloatVector bl = fromMemorySegment(SPECIES, MEMORY, address, ORDER);
      address += step;
      c0 = fromMemorySegment(SPECIES, MEMORY, a0, ORDER).fma(bl, c0);
      a0 += BYTES;
      c1 = fromMemorySegment(SPECIES, MEMORY, a1, ORDER).fma(bl, c1);
      a1 += BYTES;
      c2 = fromMemorySegment(SPECIES, MEMORY, a2, ORDER).fma(bl, c2);
      a2 += BYTES;
      c3 = fromMemorySegment(SPECIES, MEMORY, a3, ORDER).fma(bl, c3);
      a3 += BYTES;
      c4 = fromMemorySegment(SPECIES, MEMORY, a4, ORDER).fma(bl, c4);
      a4 += BYTES;
      c5 = fromMemorySegment(SPECIES, MEMORY, a5, ORDER).fma(bl, c5);
      a5 += BYTES;
      c6 = fromMemorySegment(SPECIES, MEMORY, a6, ORDER).fma(bl, c6);
      a6 += BYTES;
      c7 = fromMemorySegment(SPECIES, MEMORY, a7, ORDER).fma(bl, c7);
      a7 += BYTES;
    }
    long row = sums;
    c0.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c1.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c2.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c3.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c4.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c5.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c6.intoMemorySegment(MEMORY, row, ORDER);
    row += step;
    c7.intoMemorySegment(MEMORY, row, ORDER);
  }
}

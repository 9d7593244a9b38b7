package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Two rows by five columns of a product, with the terms across the lanes.
///
/// Written out, since an array of vectors would live in memory. Four rows would be a tenth faster,
/// and take the JIT 10 MB and twice the time to compile.
final class DotTile {
  static final int ROWS = 2;
  static final int COLUMNS = 5;

  private DotTile() {}

  /// Computes vectors of partial sums: lane `t` of result `(i, j)` sums the terms `l ≡ t` modulo
  /// the lanes, in order, each by one fused multiply-add.
  ///
  /// @param whole how many vectors of terms the rows hold
  /// @param vectors how many vectors of terms there are: as many, or one more
  /// @param rows how many rows there are, at most 2; the last one is repeated for the others
  /// @param a the address of the first row
  /// @param aRow from one row to the next, in bytes
  /// @param tails the address of the rows' last vectors, one after another
  /// @param b the address of the first vectors of the columns, one after another
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
    long at0 = a;
    long at1 = a + Math.min(1, last) * aRow;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c02 = FloatVector.zero(SPECIES);
    FloatVector c03 = FloatVector.zero(SPECIES);
    FloatVector c04 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c12 = FloatVector.zero(SPECIES);
    FloatVector c13 = FloatVector.zero(SPECIES);
    FloatVector c14 = FloatVector.zero(SPECIES);
    long address = b;
    for (int l = 0; l < vectors; l++) {
      if (l == whole) {
        at0 = tails;
        at1 = tails + Math.min(1, last) * BYTES;
      }
      FloatVector a0 = fromMemorySegment(SPECIES, MEMORY, at0, ORDER);
      at0 += BYTES;
      FloatVector a1 = fromMemorySegment(SPECIES, MEMORY, at1, ORDER);
      at1 += BYTES;
      FloatVector b0 = fromMemorySegment(SPECIES, MEMORY, address, ORDER);
      c00 = a0.fma(b0, c00);
      c10 = a1.fma(b0, c10);
      FloatVector b1 = fromMemorySegment(SPECIES, MEMORY, address + BYTES, ORDER);
      c01 = a0.fma(b1, c01);
      c11 = a1.fma(b1, c11);
      FloatVector b2 = fromMemorySegment(SPECIES, MEMORY, address + 2 * BYTES, ORDER);
      c02 = a0.fma(b2, c02);
      c12 = a1.fma(b2, c12);
      FloatVector b3 = fromMemorySegment(SPECIES, MEMORY, address + 3 * BYTES, ORDER);
      c03 = a0.fma(b3, c03);
      c13 = a1.fma(b3, c13);
      FloatVector b4 = fromMemorySegment(SPECIES, MEMORY, address + 4 * BYTES, ORDER);
      c04 = a0.fma(b4, c04);
      c14 = a1.fma(b4, c14);
      address += step;
    }
    long row = sums;
    c00.intoMemorySegment(MEMORY, row, ORDER);
    c01.intoMemorySegment(MEMORY, row + BYTES, ORDER);
    c02.intoMemorySegment(MEMORY, row + 2 * BYTES, ORDER);
    c03.intoMemorySegment(MEMORY, row + 3 * BYTES, ORDER);
    c04.intoMemorySegment(MEMORY, row + 4 * BYTES, ORDER);
    row += step;
    c10.intoMemorySegment(MEMORY, row, ORDER);
    c11.intoMemorySegment(MEMORY, row + BYTES, ORDER);
    c12.intoMemorySegment(MEMORY, row + 2 * BYTES, ORDER);
    c13.intoMemorySegment(MEMORY, row + 3 * BYTES, ORDER);
    c14.intoMemorySegment(MEMORY, row + 4 * BYTES, ORDER);
  }
}

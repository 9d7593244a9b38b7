package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Eight rows by two vectors of a product, summed in registers.
///
/// Written out, since an array of vectors would live in memory; apart from [Tile5], so that each
/// loop keeps its sums in registers.
final class Tile8 {
  static final int ROWS = 8;

  private Tile8() {}

  /// Computes `c[i, j] = Σₗ a[l·16 + row + i]·b[l, j]`, in the order of `l`, each term by one fused
  /// multiply-add.
  ///
  /// @param depth how many terms
  /// @param a a panel of [Packing#ROWS] rows; beyond its own, the results are unspecified
  /// @param row the first of its rows to use
  /// @param b the address of the first term's columns
  /// @param bTerm from one term's columns to the next's, in bytes
  /// @param c the address of the result's first row; overwritten
  /// @param cRow from one row to the next, in bytes
  static void compute(int depth, float[] a, int row, long b, long bTerm, long c, long cRow) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    FloatVector c4a = FloatVector.zero(SPECIES);
    FloatVector c4b = FloatVector.zero(SPECIES);
    FloatVector c5a = FloatVector.zero(SPECIES);
    FloatVector c5b = FloatVector.zero(SPECIES);
    FloatVector c6a = FloatVector.zero(SPECIES);
    FloatVector c6b = FloatVector.zero(SPECIES);
    FloatVector c7a = FloatVector.zero(SPECIES);
    FloatVector c7b = FloatVector.zero(SPECIES);
    long address = b;
    for (int l = 0, i = row; l < depth; l++, i += Packing.ROWS) {
      FloatVector b0 = fromMemorySegment(SPECIES, MEMORY, address, ORDER);
      FloatVector b1 = fromMemorySegment(SPECIES, MEMORY, address + BYTES, ORDER);
      address += bTerm;
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[i]);
      c0a = a0.fma(b0, c0a);
      c0b = a0.fma(b1, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[i + 1]);
      c1a = a1.fma(b0, c1a);
      c1b = a1.fma(b1, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[i + 2]);
      c2a = a2.fma(b0, c2a);
      c2b = a2.fma(b1, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[i + 3]);
      c3a = a3.fma(b0, c3a);
      c3b = a3.fma(b1, c3b);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[i + 4]);
      c4a = a4.fma(b0, c4a);
      c4b = a4.fma(b1, c4b);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[i + 5]);
      c5a = a5.fma(b0, c5a);
      c5b = a5.fma(b1, c5b);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[i + 6]);
      c6a = a6.fma(b0, c6a);
      c6b = a6.fma(b1, c6b);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[i + 7]);
      c7a = a7.fma(b0, c7a);
      c7b = a7.fma(b1, c7b);
    }
    long to = c;
    c0a.intoMemorySegment(MEMORY, to, ORDER);
    c0b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c1a.intoMemorySegment(MEMORY, to, ORDER);
    c1b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c2a.intoMemorySegment(MEMORY, to, ORDER);
    c2b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c3a.intoMemorySegment(MEMORY, to, ORDER);
    c3b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c4a.intoMemorySegment(MEMORY, to, ORDER);
    c4b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c5a.intoMemorySegment(MEMORY, to, ORDER);
    c5b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c6a.intoMemorySegment(MEMORY, to, ORDER);
    c6b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
    to += cRow;
    c7a.intoMemorySegment(MEMORY, to, ORDER);
    c7b.intoMemorySegment(MEMORY, to + BYTES, ORDER);
  }
}

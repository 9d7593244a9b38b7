package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Five rows by two vectors of a product, summed in registers.
///
/// Written out, since an array of vectors would live in memory; apart from [Tile8], so that each
/// loop keeps its sums in registers.
final class Tile5 {
  static final int ROWS = 5;

  private Tile5() {}

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
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Eight rows by one vector of a product, summed in registers: for the last columns.
///
/// Written out, since an array of vectors would live in memory.
final class NarrowTile {
  static final int ROWS = 8;

  private NarrowTile() {}

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
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector c6 = FloatVector.zero(SPECIES);
    FloatVector c7 = FloatVector.zero(SPECIES);
    long address = b;
    for (int l = 0, i = row; l < depth; l++, i += Packing.ROWS) {
      FloatVector b0 = fromMemorySegment(SPECIES, MEMORY, address, ORDER);
      address += bTerm;
      c0 = FloatVector.broadcast(SPECIES, a[i]).fma(b0, c0);
      c1 = FloatVector.broadcast(SPECIES, a[i + 1]).fma(b0, c1);
      c2 = FloatVector.broadcast(SPECIES, a[i + 2]).fma(b0, c2);
      c3 = FloatVector.broadcast(SPECIES, a[i + 3]).fma(b0, c3);
      c4 = FloatVector.broadcast(SPECIES, a[i + 4]).fma(b0, c4);
      c5 = FloatVector.broadcast(SPECIES, a[i + 5]).fma(b0, c5);
      c6 = FloatVector.broadcast(SPECIES, a[i + 6]).fma(b0, c6);
      c7 = FloatVector.broadcast(SPECIES, a[i + 7]).fma(b0, c7);
    }
    long to = c;
    c0.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c1.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c2.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c3.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c4.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c5.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c6.intoMemorySegment(MEMORY, to, ORDER);
    to += cRow;
    c7.intoMemorySegment(MEMORY, to, ORDER);
  }
}

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

  /// Computes `c[i, j] = Σₗ a[l·tile + i]·b[l, j]`, in the order of `l`, each term by one fused
  /// multiply-add.
  ///
  /// @param depth how many terms
  /// @param a a panel packed for at most this many rows; beyond its own, the results are
  ///   unspecified
  /// @param tile how many rows the panel is packed for
  /// @param b the address of the first term's columns
  /// @param bTerm from one term's columns to the next's, in bytes
  /// @param c the address of the result's first row; overwritten
  /// @param cRow from one row to the next, in bytes
  static void compute(int depth, float[] a, int tile, long b, long bTerm, long c, long cRow) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector c6 = FloatVector.zero(SPECIES);
    FloatVector c7 = FloatVector.zero(SPECIES);
    long address = b;
    for (int l = 0, i = 0; l < depth; l++, i += tile) {
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
    long row = c;
    c0.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c1.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c2.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c3.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c4.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c5.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c6.intoMemorySegment(MEMORY, row, ORDER);
    row += cRow;
    c7.intoMemorySegment(MEMORY, row, ORDER);
  }
}

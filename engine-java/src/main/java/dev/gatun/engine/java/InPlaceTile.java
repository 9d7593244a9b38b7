package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Eight rows by one vector of a product, summed in registers: for results so narrow that packing
/// the left-hand side would not pay.
///
/// Written out, since an array of vectors would live in memory.
final class InPlaceTile {
  static final int ROWS = 8;

  private InPlaceTile() {}

  /// Computes `tile[i, j] = Σₗ a[i, l]·b[l, j]`, in the order of `l`, each term by one fused
  /// multiply-add.
  ///
  /// @param depth how many terms
  /// @param rows how many rows there are, at most 8; the last one is repeated for the others
  /// @param a the address of the first row's first term
  /// @param aRow from one row to the next, in bytes
  /// @param aTerm from one term to the next, in bytes
  /// @param b the address of the first term's columns
  /// @param bTerm from one term's columns to the next's, in bytes
  /// @param tile the address of the result, row by row; overwritten
  static void compute(
      int depth, int rows, long a, long aRow, long aTerm, long b, long bTerm, long tile) {
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
    long term = 0;
    long address = b;
    for (int l = 0; l < depth; l++) {
      FloatVector bl = fromMemorySegment(SPECIES, MEMORY, address, ORDER);
      c0 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a + term)).fma(bl, c0);
      c1 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a1 + term)).fma(bl, c1);
      c2 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a2 + term)).fma(bl, c2);
      c3 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a3 + term)).fma(bl, c3);
      c4 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a4 + term)).fma(bl, c4);
      c5 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a5 + term)).fma(bl, c5);
      c6 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a6 + term)).fma(bl, c6);
      c7 = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, a7 + term)).fma(bl, c7);
      term += aTerm;
      address += bTerm;
    }
    c0.intoMemorySegment(MEMORY, tile, ORDER);
    c1.intoMemorySegment(MEMORY, tile + BYTES, ORDER);
    c2.intoMemorySegment(MEMORY, tile + 2 * BYTES, ORDER);
    c3.intoMemorySegment(MEMORY, tile + 3 * BYTES, ORDER);
    c4.intoMemorySegment(MEMORY, tile + 4 * BYTES, ORDER);
    c5.intoMemorySegment(MEMORY, tile + 5 * BYTES, ORDER);
    c6.intoMemorySegment(MEMORY, tile + 6 * BYTES, ORDER);
    c7.intoMemorySegment(MEMORY, tile + 7 * BYTES, ORDER);
  }
}

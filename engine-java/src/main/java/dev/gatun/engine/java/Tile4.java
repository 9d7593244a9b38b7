package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// 4 rows by two vectors of a product, summed in registers.
///
/// Written out, since an array of vectors would live in memory.
final class Tile4 {
  static final int ROWS = 4;

  private Tile4() {}

  /// Computes `tile[i, j] = Σₗ a[l·ROWS + i]·b[l, j]`, in the order of `l`, each term by one fused
  /// multiply-add.
  ///
  /// @param depth how many terms
  /// @param a a panel packed for this many rows
  /// @param b the address of the first term's columns
  /// @param bTerm from one term's columns to the next's, in bytes
  /// @param tile the address of the result, row by row; overwritten
  static void compute(int depth, float[] a, long b, long bTerm, long tile) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    long address = b;
    for (int l = 0, i = 0; l < depth; l++, i += ROWS) {
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
    }
    c0a.intoMemorySegment(MEMORY, tile, ORDER);
    c0b.intoMemorySegment(MEMORY, tile + BYTES, ORDER);
    c1a.intoMemorySegment(MEMORY, tile + 2 * BYTES, ORDER);
    c1b.intoMemorySegment(MEMORY, tile + 3 * BYTES, ORDER);
    c2a.intoMemorySegment(MEMORY, tile + 4 * BYTES, ORDER);
    c2b.intoMemorySegment(MEMORY, tile + 5 * BYTES, ORDER);
    c3a.intoMemorySegment(MEMORY, tile + 6 * BYTES, ORDER);
    c3b.intoMemorySegment(MEMORY, tile + 7 * BYTES, ORDER);
  }
}

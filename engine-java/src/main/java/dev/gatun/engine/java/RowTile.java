package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// One row by eight vectors of a product: for so few rows that packing the right-hand side would
/// not pay.
final class RowTile {
  static final int WIDTH = 8 * Lanes.LENGTH;

  private RowTile() {}

  /// Computes `c[j] = Σₗ a[l]·b[l, j]`, in the order of `l`, each term by one fused multiply-add.
  ///
  /// @param depth how many terms
  /// @param a the address of the first term
  /// @param aTerm from one term to the next, in bytes
  /// @param b the address of the first term's columns
  /// @param bTerm from one term's columns to the next's, in bytes
  /// @param c the address of the result; overwritten
  static void compute(int depth, long a, long aTerm, long b, long bTerm, long c) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector c6 = FloatVector.zero(SPECIES);
    FloatVector c7 = FloatVector.zero(SPECIES);
    long from = a;
    long address = b;
    for (int l = 0; l < depth; l++) {
      FloatVector al = FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, from));
      c0 = al.fma(fromMemorySegment(SPECIES, MEMORY, address, ORDER), c0);
      c1 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + BYTES, ORDER), c1);
      c2 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + 2 * BYTES, ORDER), c2);
      c3 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + 3 * BYTES, ORDER), c3);
      c4 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + 4 * BYTES, ORDER), c4);
      c5 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + 5 * BYTES, ORDER), c5);
      c6 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + 6 * BYTES, ORDER), c6);
      c7 = al.fma(fromMemorySegment(SPECIES, MEMORY, address + 7 * BYTES, ORDER), c7);
      from += aTerm;
      address += bTerm;
    }
    c0.intoMemorySegment(MEMORY, c, ORDER);
    c1.intoMemorySegment(MEMORY, c + BYTES, ORDER);
    c2.intoMemorySegment(MEMORY, c + 2 * BYTES, ORDER);
    c3.intoMemorySegment(MEMORY, c + 3 * BYTES, ORDER);
    c4.intoMemorySegment(MEMORY, c + 4 * BYTES, ORDER);
    c5.intoMemorySegment(MEMORY, c + 5 * BYTES, ORDER);
    c6.intoMemorySegment(MEMORY, c + 6 * BYTES, ORDER);
    c7.intoMemorySegment(MEMORY, c + 7 * BYTES, ORDER);
  }
}

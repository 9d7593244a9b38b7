package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

/// Rearranges blocks of matrices into the order in which the tiles of a product read them.
///
/// Source: Goto, van de Geijn 2008, *Anatomy of High-Performance Matrix Multiplication*, section 4.
final class Packing {
  /// The most terms that are summed before they are added to the result.
  static final int DEPTH = 272;

  /// What depths are multiples of.
  private static final int UNIT = 16;

  /// Rows of a panel of the left-hand side: two tiles of eight or three of five.
  static final int ROWS = 16;

  /// Columns of a tile.
  static final int WIDTH = 2 * LENGTH;

  /// Elements of a panel of the left-hand side, with room for the last vector's unused lanes and
  /// three more columns.
  static final int PANEL = ROWS * (DEPTH + 3) + 2 * LENGTH;

  private Packing() {}

  /// {@return how many terms are summed before they are added to the result: nearly as many each
  /// time}
  ///
  /// The same for every element, so that its bits do not depend on the shape of the product.
  ///
  /// @param terms of the whole product, at least 1
  static int depth(int terms) {
    int times = Math.ceilDiv(terms, DEPTH);
    return Math.ceilDiv(Math.ceilDiv(terms, times), UNIT) * UNIT;
  }

  /// Packs rows of `op(a)`: `panel[l·ROWS + i] = op(a)[i, l]`.
  ///
  /// @param product what is multiplied
  /// @param row the first row
  /// @param rows how many there are, at most [#ROWS]; the panel's others are unspecified
  /// @param from the first term
  /// @param depth how many terms
  static void left(Product product, int row, int rows, int from, int depth, Buffers buffers) {
    long source = product.a + row * product.aRow + from * product.aTerm;
    if (product.aRow == Float.BYTES) {
      alongRows(source, product.aTerm, rows, depth, buffers);
      return;
    }
    // The unused lanes of the last rows' vectors are overwritten by the first rows of the next
    // term.
    for (int l = 0; l < depth; l += LENGTH) {
      int columns = Math.min(LENGTH, depth - l);
      for (int r = last(rows); r >= 0; r -= LENGTH) {
        long corner = source + r * product.aRow + 4L * l;
        int height = Math.min(LENGTH, rows - r);
        Transposition.toArray(
            corner, product.aRow, height, columns, buffers.panel, l * ROWS + r, ROWS, buffers);
      }
    }
  }

  /// {@return where the last vector of so many rows begins}
  private static int last(int rows) {
    return (rows - 1) / LENGTH * LENGTH;
  }

  private static void alongRows(long source, long step, int rows, int depth, Buffers buffers) {
    for (int i = last(rows); i >= 0; i -= LENGTH) {
      int count = Math.min(LENGTH, rows - i);
      int inside = count == LENGTH ? depth : Transposition.inside(depth, count, step);
      for (int l = 0; l < inside; l++) {
        fromMemorySegment(SPECIES, MEMORY, source + l * step + 4L * i, ORDER)
            .intoArray(buffers.panel, l * ROWS + i);
      }
      long spare = buffers.spare();
      for (int l = inside; l < depth; l++) {
        Lanes.stage(source + l * step + 4L * i, spare, count);
        fromMemorySegment(SPECIES, MEMORY, spare, ORDER).intoArray(buffers.panel, l * ROWS + i);
      }
    }
  }

  /// Packs one panel of columns of `op(b)`: `to[l·WIDTH + j] = op(b)[l, j]`, both in elements.
  ///
  /// @param product what is multiplied
  /// @param column the first column
  /// @param columns how many there are, at most [#WIDTH]; the panel's others are unspecified
  /// @param from the first term
  /// @param depth how many terms
  /// @param to the panel's address
  static void right(
      Product product, int column, int columns, int from, int depth, long to, Buffers buffers) {
    long source = product.b + column * product.bColumn + from * product.bTerm;
    for (int j = 0; j < columns; j += LENGTH) {
      int count = Math.min(LENGTH, columns - j);
      long target = to + 4L * j;
      if (product.bColumn == Float.BYTES) {
        alongColumns(source + 4L * j, product.bTerm, count, depth, target);
      } else {
        across(source + j * product.bColumn, product.bColumn, count, depth, target, buffers);
      }
    }
  }

  private static void alongColumns(long source, long step, int count, int depth, long target) {
    int inside = count == LENGTH ? depth : Transposition.inside(depth, count, step);
    for (int l = 0; l < inside; l++) {
      fromMemorySegment(SPECIES, MEMORY, source + l * step, ORDER)
          .intoMemorySegment(MEMORY, target + 4L * WIDTH * l, ORDER);
    }
    for (int l = inside; l < depth; l++) {
      Lanes.stage(source + l * step, target + 4L * WIDTH * l, count);
    }
  }

  private static void across(
      long source, long step, int count, int depth, long target, Buffers buffers) {
    for (int l = 0; l < depth; l += LENGTH) {
      int terms = Math.min(LENGTH, depth - l);
      Transposition.toMemory(
          source + 4L * l, step, count, terms, target + 4L * WIDTH * l, 4L * WIDTH, buffers);
    }
  }
}

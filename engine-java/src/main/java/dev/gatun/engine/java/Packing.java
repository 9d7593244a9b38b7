package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Rearranges blocks of matrices into the order in which the tiles of a product read them.
///
/// Source: Goto, van de Geijn 2008, *Anatomy of High-Performance Matrix Multiplication*, section 4.
final class Packing {
  /// How many terms are summed before they are added to the result; the same wherever an element is
  /// computed, so that its bits do not depend on the shape of the product.
  static final int DEPTH = 256;

  /// Columns of a tile.
  static final int WIDTH = 2 * LENGTH;

  /// Elements of a panel of the left-hand side, with room for the last vector's unused lanes.
  static final int PANEL = Tile8.ROWS * DEPTH + 2 * LENGTH;

  private static final VectorShuffle<Float> LOW = zip(0);
  private static final VectorShuffle<Float> HIGH = zip(LENGTH / 2);

  private Packing() {}

  /// Lanes alternately of a first and a second vector, whose lanes count on from the first's.
  private static VectorShuffle<Float> zip(int from) {
    return VectorShuffle.fromOp(
        SPECIES, lane -> (lane & 1) == 0 ? from + lane / 2 : from + lane / 2 - LENGTH);
  }

  /// Packs rows of `op(a)`: `panel[l·tile + i] = op(a)[i, l]`.
  ///
  /// @param product what is multiplied
  /// @param row the first row
  /// @param rows how many there are; the panel's others are unspecified
  /// @param tile how many the panel has
  /// @param from the first term
  /// @param depth how many terms
  static void left(
      Product product, int row, int rows, int tile, int from, int depth, Buffers buffers) {
    long source = product.a + row * product.aRow + from * product.aTerm;
    if (product.aRow == Float.BYTES) {
      alongRows(source, product.aTerm, rows, tile, depth, buffers);
      return;
    }
    for (int l = 0; l < depth; l += LENGTH) {
      int columns = Math.min(LENGTH, depth - l);
      for (int r = 0; r < rows; r += LENGTH) {
        long corner = source + r * product.aRow + 4L * l;
        float[] square =
            transpose(corner, product.aRow, Math.min(LENGTH, rows - r), columns, buffers);
        // The unused lanes of one vector are overwritten by the next, those of the last by nothing.
        for (int i = 0; i < columns; i++) {
          FloatVector.fromArray(SPECIES, square, i * LENGTH)
              .intoArray(buffers.panel, (l + i) * tile + r);
        }
      }
    }
  }

  private static void alongRows(
      long source, long step, int rows, int tile, int depth, Buffers buffers) {
    for (int i = 0; i < rows; i += LENGTH) {
      int count = Math.min(LENGTH, rows - i);
      long spare = buffers.spare();
      for (int l = 0; l < depth; l++) {
        long from = source + l * step + 4L * i;
        if (count < LENGTH) {
          Lanes.stage(from, spare, count);
          from = spare;
        }
        fromMemorySegment(SPECIES, MEMORY, from, ORDER).intoArray(buffers.panel, l * tile + i);
      }
    }
  }

  /// Packs one panel of columns of `op(b)`: `to[l·width + j] = op(b)[l, j]`, both in elements.
  ///
  /// @param product what is multiplied
  /// @param column the first column
  /// @param columns how many there are; the panel's others are unspecified
  /// @param width how many the panel has: one or two vectors
  /// @param from the first term
  /// @param depth how many terms
  /// @param to the panel's address
  static void right(
      Product product,
      int column,
      int columns,
      int width,
      int from,
      int depth,
      long to,
      Buffers buffers) {
    long source = product.b + column * product.bColumn + from * product.bTerm;
    for (int j = 0; j < columns; j += LENGTH) {
      int count = Math.min(LENGTH, columns - j);
      long target = to + 4L * j;
      if (product.bColumn == Float.BYTES) {
        alongColumns(source + 4L * j, product.bTerm, count, width, depth, target);
      } else {
        across(source + j * product.bColumn, product.bColumn, count, width, depth, target, buffers);
      }
    }
  }

  private static void alongColumns(
      long source, long step, int count, int width, int depth, long target) {
    if (count == LENGTH) {
      for (int l = 0; l < depth; l++) {
        fromMemorySegment(SPECIES, MEMORY, source + l * step, ORDER)
            .intoMemorySegment(MEMORY, target + 4L * width * l, ORDER);
      }
    } else {
      for (int l = 0; l < depth; l++) {
        Lanes.stage(source + l * step, target + 4L * width * l, count);
      }
    }
  }

  private static void across(
      long source, long step, int count, int width, int depth, long target, Buffers buffers) {
    for (int l = 0; l < depth; l += LENGTH) {
      int terms = Math.min(LENGTH, depth - l);
      float[] square = transpose(source + 4L * l, step, count, terms, buffers);
      for (int i = 0; i < terms; i++) {
        FloatVector row = FloatVector.fromArray(SPECIES, square, i * LENGTH);
        row.intoMemorySegment(MEMORY, target + 4L * width * (l + i), ORDER);
      }
    }
  }

  /// Transposes up to as many rows and columns as a vector has lanes.
  ///
  /// Zipping row `i` with row `i + LENGTH/2`, as often as it takes to halve LENGTH to one,
  /// transposes.
  ///
  /// @return the square with the result, row by row
  private static float[] transpose(long source, long step, int rows, int columns, Buffers buffers) {
    float[] from = buffers.squareA;
    float[] to = buffers.squareB;
    load(source, step, rows, columns, from, buffers.spare());
    int length = LENGTH;
    while (length > 1) {
      if (length >= 4) {
        zipTwice(from, to);
        length /= 4;
      } else {
        zipOnce(from, to);
        length /= 2;
      }
      float[] next = from;
      from = to;
      to = next;
    }
    return from;
  }

  private static void zipOnce(float[] from, float[] to) {
    for (int i = 0; i < LENGTH / 2; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH);
      FloatVector b = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH);
      a.rearrange(LOW, b).intoArray(to, 2 * i * LENGTH);
      a.rearrange(HIGH, b).intoArray(to, (2 * i + 1) * LENGTH);
    }
  }

  /// Zips twice in one pass over memory.
  private static void zipTwice(float[] from, float[] to) {
    for (int i = 0; i < LENGTH / 4; i++) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, i * LENGTH);
      FloatVector b = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 4) * LENGTH);
      FloatVector c = FloatVector.fromArray(SPECIES, from, (i + LENGTH / 2) * LENGTH);
      FloatVector d = FloatVector.fromArray(SPECIES, from, (i + 3 * LENGTH / 4) * LENGTH);
      FloatVector lowAc = a.rearrange(LOW, c);
      FloatVector highAc = a.rearrange(HIGH, c);
      FloatVector lowBd = b.rearrange(LOW, d);
      FloatVector highBd = b.rearrange(HIGH, d);
      lowAc.rearrange(LOW, lowBd).intoArray(to, 4 * i * LENGTH);
      lowAc.rearrange(HIGH, lowBd).intoArray(to, (4 * i + 1) * LENGTH);
      highAc.rearrange(LOW, highBd).intoArray(to, (4 * i + 2) * LENGTH);
      highAc.rearrange(HIGH, highBd).intoArray(to, (4 * i + 3) * LENGTH);
    }
  }

  private static void load(long source, long step, int rows, int columns, float[] to, long spare) {
    for (int i = 0; i < rows; i++) {
      long from = source + i * step;
      if (columns < LENGTH) {
        Lanes.stage(from, spare, columns);
        from = spare;
      }
      fromMemorySegment(SPECIES, MEMORY, from, ORDER).intoArray(to, i * LENGTH);
    }
  }
}

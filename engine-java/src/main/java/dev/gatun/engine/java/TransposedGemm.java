package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Narrow products of a transposed left-hand side, computed as `cᵀ = op(b)ᵀ·op(a)ᵀ`: the long side
/// of the result then lies along the vectors, and the left-hand side is read where it lies.
///
/// The bits are those of [VectorGemm].
final class TransposedGemm {
  /// Rows of the result that are computed at a time.
  private static final int ROWS = TiledGemm.COLUMNS;

  private TransposedGemm() {}

  static boolean suits(Product product) {
    return product.aRow == Float.BYTES && product.n <= LENGTH && product.m >= LENGTH;
  }

  static void multiply(Product product, Buffers buffers) {
    // Behind what the tiles pack.
    long aside = buffers.large(TiledGemm.PACKED_BYTES + ROWS * BYTES) + TiledGemm.PACKED_BYTES;
    for (int row = 0; row < product.m; row += ROWS) {
      int rows = Math.min(ROWS, product.m - row);
      long c = product.c + row * product.cRow;
      if (product.beta != 0) {
        transpose(rows, product.n, c, product.cRow, aside, 4L * rows, buffers);
      }
      buffers.part.setTransposed(product, row, rows, aside);
      TiledGemm.multiply(buffers.part, 0, buffers);
      transpose(product.n, rows, aside, 4L * rows, c, product.cRow, buffers);
    }
  }

  /// Transposes a matrix of whatever size.
  private static void transpose(
      int rows, int columns, long from, long fromRow, long to, long toRow, Buffers buffers) {
    // Where the target has no gaps, the next row overwrites what is written too much of one.
    int inside = toRow == 4L * rows ? Transposition.inside(columns, rows, toRow) : 0;
    for (int i = 0; i < rows; i += LENGTH) {
      int height = Math.min(LENGTH, rows - i);
      for (int j = 0; j < columns; j += LENGTH) {
        int width = Math.min(LENGTH, columns - j);
        long corner = from + i * fromRow + 4L * j;
        long target = to + j * toRow + 4L * i;
        if (width == LENGTH && rows <= LENGTH && j + LENGTH <= inside) {
          Transposition.toMemory(corner, fromRow, height, width, target, toRow, buffers);
        } else {
          float[] square = buffers.squareB;
          Transposition.toArray(corner, fromRow, height, width, square, 0, LENGTH, buffers);
          for (int l = 0; l < width; l++) {
            store(square, l, target + l * toRow, height, buffers);
          }
        }
      }
    }
  }

  /// Loads in each case anew: the JIT may put a vector that two branches share on the heap.
  private static void store(float[] square, int row, long to, int count, Buffers buffers) {
    if (count == LENGTH) {
      FloatVector.fromArray(SPECIES, square, row * LENGTH).intoMemorySegment(MEMORY, to, ORDER);
    } else {
      long spare = buffers.spare();
      FloatVector.fromArray(SPECIES, square, row * LENGTH).intoMemorySegment(MEMORY, spare, ORDER);
      Lanes.unstage(spare, to, count);
    }
  }
}

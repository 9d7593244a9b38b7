package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Matrix products on the Vector API, on the calling thread.
///
/// Every element is computed alike, whatever the shape and wherever it stands: its terms in order,
/// by fused multiply-adds, [Packing#DEPTH] of them at a time. Splitting a product by rows or
/// columns changes no bit.
final class VectorGemm {
  /// Columns packed at a time: with [Packing#DEPTH] terms, half of a second-level cache of 1 MiB.
  private static final int COLUMNS = 512;

  /// Up to as many rows the right-hand side is read where it lies.
  private static final int FEW_ROWS = 64;

  /// Whether there are registers for 16 vectors of results and their factors.
  private static final boolean MANY_REGISTERS = BYTES == 64 || !Lanes.isX86();

  private VectorGemm() {}

  static void multiply(Product product, Buffers buffers) {
    if (product.m == 0 || product.n == 0) {
      return;
    }
    if (product.k == 0) {
      for (int i = 0; i < product.m; i++) {
        scale(product.beta, product.c + i * product.cRow, product.n);
      }
    } else if (product.n <= LENGTH) {
      narrow(product, buffers);
    } else {
      int column = product.m < 4 && product.bColumn == Float.BYTES ? byRows(product, buffers) : 0;
      for (; column < product.n; column += COLUMNS) {
        for (int from = 0; from < product.k; from += Packing.DEPTH) {
          block(product, column, from, buffers);
        }
      }
    }
  }

  private static void scale(float beta, long row, int columns) {
    for (int j = 0; j < columns; j++) {
      long address = row + 4L * j;
      MEMORY.set(FLOAT, address, beta == 0 ? 0 : MEMORY.get(FLOAT, address) * beta);
    }
  }

  private static void block(Product product, int column, int from, Buffers buffers) {
    int columns = Math.min(COLUMNS, product.n - column);
    int depth = Math.min(Packing.DEPTH, product.k - from);
    boolean inPlace = product.m <= FEW_ROWS && product.bColumn == Float.BYTES;
    int packedFrom = inPlace ? columns - columns % Packing.WIDTH : 0;
    long panelBytes = 4L * Packing.WIDTH * depth;
    long right = buffers.large(4L * (COLUMNS + Packing.WIDTH) * Packing.DEPTH);
    for (int j = packedFrom; j < columns; j += Packing.WIDTH) {
      Packing.right(
          product,
          column + j,
          Math.min(Packing.WIDTH, columns - j),
          Packing.WIDTH,
          from,
          depth,
          right + j / Packing.WIDTH * panelBytes,
          buffers);
    }
    for (int row = 0; row < product.m; ) {
      int tile = tileRows(product.m - row);
      int rows = Math.min(tile, product.m - row);
      Packing.left(product, row, rows, tile, from, depth, buffers);
      for (int j = 0; j < columns; j += Packing.WIDTH) {
        if (j < packedFrom) {
          long b = product.b + 4L * (column + j) + from * product.bTerm;
          tile(tile, depth, buffers, b, product.bTerm);
        } else {
          tile(tile, depth, buffers, right + j / Packing.WIDTH * panelBytes, 2 * BYTES);
        }
        add(product, row, rows, column + j, Math.min(Packing.WIDTH, columns - j), from, buffers);
      }
      row += rows;
    }
  }

  private static int tileRows(int remaining) {
    return MANY_REGISTERS && remaining > Tile4.ROWS ? Tile8.ROWS : Tile4.ROWS;
  }

  private static void tile(int tile, int depth, Buffers buffers, long b, long bTerm) {
    if (tile == Tile8.ROWS) {
      Tile8.compute(depth, buffers.panel, b, bTerm, buffers.tile());
    } else {
      Tile4.compute(depth, buffers.panel, b, bTerm, buffers.tile());
    }
  }

  /// Adds a tile's sums to the result, or sets it at the first terms.
  private static void add(
      Product product, int row, int rows, int column, int columns, int from, Buffers buffers) {
    float beta = from > 0 ? 1 : product.beta;
    long tile = buffers.tile();
    for (int i = 0; i < rows; i++) {
      long c = product.c + (row + i) * product.cRow + 4L * column;
      add(product.alpha, tile + 2L * i * BYTES, beta, c, 4L * columns, buffers);
    }
  }

  /// Computes `c = α·sum + β·c` for a part of a row.
  private static void add(float alpha, long sum, float beta, long c, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    add(alpha, sum, beta, c, end);
    if (end < bytes) {
      long rest = buffers.rest(0);
      if (beta != 0) {
        Lanes.stage(c + end, rest, Lanes.rest(bytes));
      }
      add(alpha, sum + end, beta, rest, BYTES);
      Lanes.unstage(rest, c + end, Lanes.rest(bytes));
    }
  }

  private static void add(float alpha, long sum, float beta, long c, long bytes) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, sum + at, ORDER);
      if (beta == 0) {
        v = v.mul(factor);
      } else {
        v = v.fma(factor, fromMemorySegment(SPECIES, MEMORY, c + at, ORDER).mul(beta));
      }
      v.intoMemorySegment(MEMORY, c + at, ORDER);
    }
  }

  /// A result of at most one vector's columns.
  private static void narrow(Product product, Buffers buffers) {
    long right = buffers.large(BYTES * product.k);
    Packing.right(product, 0, product.n, LENGTH, 0, product.k, right, buffers);
    long tile = buffers.tile();
    for (int row = 0; row < product.m; row += NarrowTile.ROWS) {
      int rows = Math.min(NarrowTile.ROWS, product.m - row);
      for (int from = 0; from < product.k; from += Packing.DEPTH) {
        int depth = Math.min(Packing.DEPTH, product.k - from);
        long a = product.a + row * product.aRow + from * product.aTerm;
        NarrowTile.compute(depth, rows, a, product.aRow, product.aTerm, right + from * BYTES, tile);
        addNarrow(product, row, rows, from > 0 ? 1 : product.beta, tile);
      }
    }
  }

  /// Adds a tile of one vector to a row, or sets the result to it.
  private static void addNarrow(Product product, int row, int rows, float beta, long tile) {
    long c = product.c + row * product.cRow;
    long result = tile + NarrowTile.ROWS * BYTES;
    for (int i = 0; i < rows && beta != 0; i++) {
      Lanes.stage(c + i * product.cRow, result + i * BYTES, product.n);
    }
    add(product.alpha, tile, beta, result, rows * BYTES);
    for (int i = 0; i < rows; i++) {
      Lanes.unstage(result + i * BYTES, c + i * product.cRow, product.n);
    }
  }

  /// Very few rows: the columns that fill eight vectors, row by row.
  ///
  /// @return the first column that is left over
  private static int byRows(Product product, Buffers buffers) {
    int end = product.n - product.n % RowTile.WIDTH;
    long tile = buffers.tile();
    for (int row = 0; row < product.m; row++) {
      for (int from = 0; from < product.k; from += Packing.DEPTH) {
        int depth = Math.min(Packing.DEPTH, product.k - from);
        long a = product.a + row * product.aRow + from * product.aTerm;
        for (int column = 0; column < end; column += RowTile.WIDTH) {
          long b = product.b + from * product.bTerm + 4L * column;
          RowTile.compute(depth, a, product.aTerm, b, product.bTerm, tile);
          long c = product.c + row * product.cRow + 4L * column;
          add(product.alpha, tile, from > 0 ? 1 : product.beta, c, 8 * BYTES, buffers);
        }
      }
    }
    return end;
  }
}

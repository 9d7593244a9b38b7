package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Packing.WIDTH;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;

/// Matrix products on the Vector API, on the calling thread.
///
/// An element's bits depend on its row of `op(a)`, its column of `op(b)` and on the number of
/// columns and terms, not on the number of rows: its terms are summed in order, by fused
/// multiply-adds, [Packing#DEPTH] of them at a time, unless the result is narrow ([DotGemm]).
/// Splitting a product by rows changes no bit; nor does splitting it by columns into parts of more
/// than [DotGemm#MAX_COLUMNS].
final class VectorGemm {
  static final Gemm GEMM = (ByRows) VectorGemm::multiply;

  /// Columns packed at a time: with [Packing#DEPTH] terms, half of a second-level cache of 1 MiB.
  static final int COLUMNS = 512;

  /// What the packed right-hand side takes, with room for three more terms.
  static final long PACKED_BYTES = 4L * (COLUMNS * Packing.DEPTH + 3 * WIDTH);

  /// Up to as many rows the right-hand side is read where it lies.
  private static final int FEW_ROWS = 256;

  /// Whether there are registers for 20 vectors of results and their factors.
  static final boolean MANY_REGISTERS = BYTES == 64 || !Lanes.isX86();

  private VectorGemm() {}

  private interface ByRows extends Gemm {
    @Override
    default boolean prefersRows() {
      return true;
    }
  }

  static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      long a,
      int aWidth,
      long b,
      int bWidth,
      float beta,
      long c,
      int cWidth) {
    if (m == 0 || n == 0) {
      return;
    }
    Buffers buffers = Buffers.ofThread();
    Product product = buffers.product;
    product.set(transposeA, transposeB, m, n, k, alpha, a, aWidth, b, bWidth, beta, c, cWidth);
    if (k == 0) {
      for (int i = 0; i < m; i++) {
        scale(beta, c + i * product.cRow, n);
      }
    } else if (DotGemm.suits(product)) {
      DotGemm.multiply(product, buffers);
    } else if (TransposedGemm.suits(product)) {
      TransposedGemm.multiply(product, buffers);
    } else if (n <= LENGTH && !transposeA) {
      narrow(product, buffers);
    } else {
      int column = m < 4 && !transposeB ? byRows(product, buffers) : 0;
      byTiles(product, column, buffers);
    }
  }

  private static void scale(float beta, long row, int columns) {
    for (int j = 0; j < columns; j++) {
      long address = row + 4L * j;
      MEMORY.set(FLOAT, address, beta == 0 ? 0 : MEMORY.get(FLOAT, address) * beta);
    }
  }

  /// Computes the columns from one on, [#COLUMNS] by [Packing#DEPTH] of the right-hand side at a
  /// time.
  static void byTiles(Product product, int first, Buffers buffers) {
    for (int column = first; column < product.n; column += COLUMNS) {
      for (int from = 0; from < product.k; from += Packing.DEPTH) {
        block(product, column, from, buffers);
      }
    }
  }

  private static void block(Product product, int column, int from, Buffers buffers) {
    int columns = Math.min(COLUMNS, product.n - column);
    int depth = Math.min(Packing.DEPTH, product.k - from);
    float beta = from > 0 ? 1 : product.beta;
    boolean direct = beta == 0 && product.alpha == 1;
    boolean inPlace = product.m <= FEW_ROWS && product.bColumn == Float.BYTES;
    int packedFrom = inPlace ? columns - columns % WIDTH : 0;
    long panelBytes = 4L * WIDTH * depth;
    long right = buffers.large(PACKED_BYTES);
    for (int j = packedFrom; j < columns; j += WIDTH) {
      long panel = right + j / WIDTH * panelBytes;
      Packing.right(product, column + j, Math.min(WIDTH, columns - j), from, depth, panel, buffers);
    }
    for (int row = 0; row < product.m; ) {
      int tile = tileRows(product.m - row);
      int rows = Math.min(tile, product.m - row);
      Packing.left(product, row, rows, tile, from, depth, buffers);
      long c = product.c + row * product.cRow + 4L * column;
      for (int j = 0; j < columns; j += WIDTH) {
        boolean packed = j >= packedFrom;
        long b =
            packed
                ? right + j / WIDTH * panelBytes
                : product.b + 4L * (column + j) + from * product.bTerm;
        long bTerm = packed ? 2 * BYTES : product.bTerm;
        int count = Math.min(WIDTH, columns - j);
        if (direct && rows == tile && count == WIDTH) {
          tile(tile, depth, buffers, b, bTerm, c + 4L * j, product.cRow);
        } else {
          long sums = buffers.tile();
          if (count > LENGTH) {
            tile(tile, depth, buffers, b, bTerm, sums, 2 * BYTES);
          } else {
            NarrowTile.compute(depth, buffers.panel, tile, b, bTerm, sums, 2 * BYTES);
          }
          if (count == WIDTH && beta != 0) {
            addTile(product.alpha, sums, beta, c + 4L * j, product.cRow, rows);
            continue;
          }
          for (int i = 0; i < rows; i++) {
            long to = c + 4L * j + i * product.cRow;
            add(product.alpha, sums + 2L * i * BYTES, beta, to, 4L * count, buffers);
          }
        }
      }
      row += rows;
    }
  }

  /// {@return the rows of the next tile: the more the better, but few of them unused}
  private static int tileRows(int remaining) {
    boolean fives = remaining <= Tile5.ROWS || remaining == 9 || remaining == 2 * Tile5.ROWS;
    return MANY_REGISTERS && !fives ? Tile8.ROWS : Tile5.ROWS;
  }

  private static void tile(
      int tile, int depth, Buffers buffers, long b, long bTerm, long c, long cRow) {
    if (tile == Tile8.ROWS) {
      Tile8.compute(depth, buffers.panel, b, bTerm, c, cRow);
    } else {
      Tile5.compute(depth, buffers.panel, b, bTerm, c, cRow);
    }
  }

  /// Computes `c = α·sum + β·c` for the rows of a tile at once, as [#add] does one by one.
  private static void addTile(float alpha, long sums, float beta, long c, long cRow, int rows) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    long sum = sums;
    long to = c;
    for (int i = 0; i < rows; i++) {
      fromMemorySegment(SPECIES, MEMORY, sum, ORDER)
          .fma(factor, fromMemorySegment(SPECIES, MEMORY, to, ORDER).mul(beta))
          .intoMemorySegment(MEMORY, to, ORDER);
      fromMemorySegment(SPECIES, MEMORY, sum + BYTES, ORDER)
          .fma(factor, fromMemorySegment(SPECIES, MEMORY, to + BYTES, ORDER).mul(beta))
          .intoMemorySegment(MEMORY, to + BYTES, ORDER);
      sum += 2 * BYTES;
      to += cRow;
    }
  }

  /// Computes `c = α·sum + β·c` for a part of a row.
  ///
  /// @param sum the address of the sums; whole vectors
  /// @param bytes the size of the part
  static void add(float alpha, long sum, float beta, long c, long bytes, Buffers buffers) {
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
    if (beta == 0) {
      for (long at = 0; at < bytes; at += BYTES) {
        fromMemorySegment(SPECIES, MEMORY, sum + at, ORDER)
            .mul(factor)
            .intoMemorySegment(MEMORY, c + at, ORDER);
      }
      return;
    }
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, sum + at, ORDER)
          .fma(factor, fromMemorySegment(SPECIES, MEMORY, c + at, ORDER).mul(beta))
          .intoMemorySegment(MEMORY, c + at, ORDER);
    }
  }

  /// A result of at most one vector's columns, with a left-hand side that is not packed.
  private static void narrow(Product product, Buffers buffers) {
    long tile = buffers.tile();
    for (int from = 0; from < product.k; from += Packing.DEPTH) {
      int depth = Math.min(Packing.DEPTH, product.k - from);
      float beta = from > 0 ? 1 : product.beta;
      boolean inPlace = product.n == LENGTH && product.bColumn == Float.BYTES;
      long right = inPlace ? product.b + from * product.bTerm : buffers.large(PACKED_BYTES);
      long step = inPlace ? product.bTerm : 2 * BYTES;
      if (!inPlace) {
        Packing.right(product, 0, product.n, from, depth, right, buffers);
      }
      for (int row = 0; row < product.m; row += InPlaceTile.ROWS) {
        int rows = Math.min(InPlaceTile.ROWS, product.m - row);
        long a = product.a + row * product.aRow + from * product.aTerm;
        InPlaceTile.compute(depth, rows, a, product.aRow, product.aTerm, right, step, tile);
        for (int i = 0; i < rows; i++) {
          long c = product.c + (row + i) * product.cRow;
          add(product.alpha, tile + i * BYTES, beta, c, 4L * product.n, buffers);
        }
      }
    }
  }

  /// Very few rows: the columns that fill eight vectors, row by row.
  ///
  /// @return the first column that is left over
  private static int byRows(Product product, Buffers buffers) {
    int end = product.n - product.n % RowTile.WIDTH;
    for (int row = 0; row < product.m; row++) {
      for (int from = 0; from < product.k; from += Packing.DEPTH) {
        int depth = Math.min(Packing.DEPTH, product.k - from);
        float beta = from > 0 ? 1 : product.beta;
        long a = product.a + row * product.aRow + from * product.aTerm;
        for (int column = 0; column < end; column += RowTile.WIDTH) {
          long b = product.b + from * product.bTerm + 4L * column;
          long c = product.c + row * product.cRow + 4L * column;
          RowTile.compute(depth, a, product.aTerm, b, product.bTerm, buffers.tile());
          add(product.alpha, buffers.tile(), beta, c, 8 * BYTES, buffers);
        }
      }
    }
    return end;
  }
}

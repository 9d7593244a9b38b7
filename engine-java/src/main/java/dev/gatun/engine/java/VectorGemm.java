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
/// An element's bits depend on its row of `op(a)`, its column of `op(b)` and on the number of
/// columns and terms, not on the number of rows: its terms are summed in order, by fused
/// multiply-adds, [Packing#depth] of them at a time, unless the result is narrow ([DotGemm]).
/// Splitting a product by rows changes no bit; nor does splitting it by columns into parts of more
/// than [DotGemm#MAX_COLUMNS].
final class VectorGemm {
  static final Gemm GEMM = (ByRows) VectorGemm::multiply;

  private static final FirstCalls FIRST_DOTS = new FirstCalls();

  /// Of products of few rows, columns or terms, such as those of an output layer. Other small ones
  /// go to the tiles from the first on, which are to be compiled before a large one needs them.
  private static final FirstCalls FIRST_NARROW = new FirstCalls();

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
      if (FIRST_DOTS.next() && product.isSmall()) {
        ScalarDots.multiply(product);
      } else {
        DotGemm.multiply(product, buffers);
      }
    } else if (product.isNarrow() && FIRST_NARROW.next() && product.isSmall()) {
      ScalarTiles.multiply(product);
    } else if (TransposedGemm.suits(product)) {
      TransposedGemm.multiply(product, buffers);
    } else if (n <= LENGTH && !transposeA) {
      narrow(product, buffers);
    } else {
      int column = m < 4 && !transposeB ? byRows(product, buffers) : 0;
      TiledGemm.multiply(product, column, buffers);
    }
  }

  private static void scale(float beta, long row, int columns) {
    for (int j = 0; j < columns; j++) {
      long address = row + 4L * j;
      MEMORY.set(FLOAT, address, beta == 0 ? 0 : MEMORY.get(FLOAT, address) * beta);
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

  /// Computes `c = α·sum + β·c` for whole vectors.
  static void add(float alpha, long sum, float beta, long c, long bytes) {
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
    int most = Packing.depth(product.k);
    for (int from = 0; from < product.k; from += most) {
      int depth = Math.min(most, product.k - from);
      float beta = from > 0 ? 1 : product.beta;
      boolean inPlace = product.n == LENGTH && product.bColumn == Float.BYTES;
      long right =
          inPlace ? product.b + from * product.bTerm : buffers.large(TiledGemm.PACKED_BYTES);
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
    int most = Packing.depth(product.k);
    for (int row = 0; row < product.m; row++) {
      for (int from = 0; from < product.k; from += most) {
        int depth = Math.min(most, product.k - from);
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

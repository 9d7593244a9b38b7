package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.INDICES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Packing.WIDTH;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// Matrix products by tiles whose sums stay in registers: panels of rows are packed for the
/// first-level cache, blocks of [#COLUMNS] by [Packing#depth] of the right-hand side for the second
/// one, unless there are few rows.
///
/// Where columns are left over for less than a tile, it begins among those before: a few are
/// computed twice, and not added to again.
final class TiledGemm {
  /// Columns packed at a time: with [Packing#DEPTH] terms, half of a second-level cache of 1 MiB.
  static final int COLUMNS = 512;

  /// What the packed right-hand side takes, with room for three more terms.
  static final long PACKED_BYTES = 4L * (COLUMNS * Packing.DEPTH + 3 * WIDTH);

  /// Up to as many rows the right-hand side is read where it lies; half as many where its rows are
  /// multiples of [#PAGE] apart, which caches keep in few of their sets.
  private static final int FEW_ROWS = 256;

  private static final int PAGE = 4096;

  /// Terms that are packed at a time.
  private static final int TERMS = 16;

  /// Whether there are registers for 20 vectors of results and their factors.
  static final boolean MANY_REGISTERS = BYTES == 64 || !Lanes.isX86();

  private TiledGemm() {}

  /// Computes the columns from one on.
  static void multiply(Product product, int first, Buffers buffers) {
    int most = Packing.depth(product.k);
    for (int column = first; column < product.n; column += COLUMNS) {
      for (int from = 0; from < product.k; from += most) {
        block(product, column, from, Math.min(most, product.k - from), buffers);
      }
    }
  }

  private static void block(Product product, int column, int from, int depth, Buffers buffers) {
    int columns = Math.min(COLUMNS, product.n - column);
    int few = product.bTerm % PAGE == 0 ? FEW_ROWS / 2 : FEW_ROWS;
    boolean inPlace = product.m <= few && product.bColumn == Float.BYTES && columns >= WIDTH;
    long panelBytes = 4L * WIDTH * depth;
    long right = buffers.large(PACKED_BYTES);
    if (!inPlace) {
      pack(product, column, columns, from, depth, right, buffers);
    }
    float beta = from > 0 ? 1 : product.beta;
    for (int row = 0; row < product.m; ) {
      int rows = panelRows(product.m - row);
      Packing.left(product, row, rows, from, depth, buffers);
      for (int j = 0; j < columns; j += WIDTH) {
        int begin = begin(j, columns);
        int count = Math.min(WIDTH, columns - begin);
        long b =
            inPlace
                ? product.b + 4L * (column + begin) + from * product.bTerm
                : right + j / WIDTH * panelBytes;
        long bTerm = inPlace ? product.bTerm : 2 * BYTES;
        long c = product.c + row * product.cRow + 4L * (column + begin);
        tiles(product, rows, j - begin, count, depth, b, bTerm, beta, c, buffers);
      }
      row += rows;
    }
  }

  /// Packs a block of the right-hand side, some terms at a time where they lie in rows: a row's
  /// columns are read one after another.
  private static void pack(
      Product product, int column, int columns, int from, int depth, long to, Buffers buffers) {
    int most = product.bColumn == Float.BYTES ? TERMS : depth;
    for (int l = 0; l < depth; l += most) {
      int terms = Math.min(most, depth - l);
      for (int j = 0; j < columns; j += WIDTH) {
        int begin = begin(j, columns);
        int count = Math.min(WIDTH, columns - begin);
        long panel = to + 4L * (j * depth + l * WIDTH);
        Packing.right(product, column + begin, count, from + l, terms, panel, buffers);
      }
    }
  }

  /// {@return where a panel begins: the last one such that it has no more columns than there are}
  private static int begin(int column, int columns) {
    int count = columns - column;
    if (count >= WIDTH || columns < WIDTH) {
      return column;
    }
    return columns - (count > LENGTH ? WIDTH : LENGTH);
  }

  /// {@return the rows of the next panel of the left-hand side}
  private static int panelRows(int remaining) {
    if (!MANY_REGISTERS) {
      return Math.min(3 * Tile5.ROWS, remaining);
    }
    // One or two rows more than two tiles of eight are one of eight and two of five.
    boolean twoMore = remaining == Packing.ROWS + 1 || remaining == Packing.ROWS + 2;
    return twoMore ? Tile8.ROWS : Math.min(Packing.ROWS, remaining);
  }

  /// Computes the rows of a panel, tile by tile.
  ///
  /// @param done how many of the first columns are not to be added to again
  /// @param count how many columns
  /// @param c the address of the result's first row
  private static void tiles(
      Product product,
      int rows,
      int done,
      int count,
      int depth,
      long b,
      long bTerm,
      float beta,
      long c,
      Buffers buffers) {
    boolean direct = beta == 0 && product.alpha == 1;
    boolean adds = beta == 1 && product.alpha == 1 && done == 0;
    boolean wide = count > LENGTH;
    boolean whole = count == WIDTH || count == LENGTH;
    for (int row = 0; row < rows; ) {
      int tile = wide ? tileRows(rows - row) : NarrowTile.ROWS;
      int height = Math.min(tile, rows - row);
      long to = c + row * product.cRow;
      if (direct && height == tile && whole) {
        tile(wide, tile, depth, buffers.panel, row, b, bTerm, to, product.cRow);
      } else {
        long sums = buffers.tile();
        tile(wide, tile, depth, buffers.panel, row, b, bTerm, sums, 2 * BYTES);
        if (whole && adds) {
          addTile(sums, to, product.cRow, height, wide);
        } else if (whole) {
          addTile(product.alpha, sums, beta, to, product.cRow, height, wide, done);
        } else {
          for (int i = 0; i < height; i++) {
            long part = to + i * product.cRow;
            VectorGemm.add(product.alpha, sums + 2L * i * BYTES, beta, part, 4L * count, buffers);
          }
        }
      }
      row += height;
    }
  }

  /// {@return the rows of the next tile: the more the better, but few of them unused}
  private static int tileRows(int remaining) {
    boolean fives = remaining <= Tile5.ROWS || remaining == 9 || remaining == 2 * Tile5.ROWS;
    return MANY_REGISTERS && !fives ? Tile8.ROWS : Tile5.ROWS;
  }

  private static void tile(
      boolean wide,
      int tile,
      int depth,
      float[] panel,
      int row,
      long b,
      long bTerm,
      long c,
      long cRow) {
    if (!wide) {
      NarrowTile.compute(depth, panel, row, b, bTerm, c, cRow);
    } else if (tile == Tile8.ROWS) {
      Tile8.compute(depth, panel, row, b, bTerm, c, cRow);
    } else {
      Tile5.compute(depth, panel, row, b, bTerm, c, cRow);
    }
  }

  /// Adds whole vectors of a tile's rows to the result.
  private static void addTile(long sums, long c, long cRow, int rows, boolean wide) {
    long sum = sums;
    long to = c;
    for (int i = 0; i < rows; i++) {
      fromMemorySegment(SPECIES, MEMORY, sum, ORDER)
          .add(fromMemorySegment(SPECIES, MEMORY, to, ORDER))
          .intoMemorySegment(MEMORY, to, ORDER);
      if (wide) {
        fromMemorySegment(SPECIES, MEMORY, sum + BYTES, ORDER)
            .add(fromMemorySegment(SPECIES, MEMORY, to + BYTES, ORDER))
            .intoMemorySegment(MEMORY, to + BYTES, ORDER);
      }
      sum += 2 * BYTES;
      to += cRow;
    }
  }

  /// Computes `c = α·sum + β·c` for whole vectors of a tile's rows.
  ///
  /// @param wide whether a row has two vectors, or one
  /// @param done how many lanes of each row's first vector stay as they are
  private static void addTile(
      float alpha, long sums, float beta, long c, long cRow, int rows, boolean wide, int done) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    VectorMask<Float> added = INDICES.compare(VectorOperators.GE, done);
    long sum = sums;
    long to = c;
    for (int i = 0; i < rows; i++) {
      FloatVector first = fromMemorySegment(SPECIES, MEMORY, sum, ORDER);
      if (beta == 0) {
        first.mul(factor).intoMemorySegment(MEMORY, to, ORDER);
      } else {
        FloatVector old = fromMemorySegment(SPECIES, MEMORY, to, ORDER);
        old.blend(first.fma(factor, old.mul(beta)), added).intoMemorySegment(MEMORY, to, ORDER);
      }
      if (wide) {
        VectorGemm.add(alpha, sum + BYTES, beta, to + BYTES, BYTES);
      }
      sum += 2 * BYTES;
      to += cRow;
    }
  }
}

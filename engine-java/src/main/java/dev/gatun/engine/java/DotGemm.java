package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Transposition.HIGH;
import static dev.gatun.engine.java.Transposition.LOW;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

import jdk.incubator.vector.IntVector;

/// Narrow products of a left-hand side whose terms lie side by side, as dot products: the terms go
/// along the vectors, so that no lane is idle where the result has fewer columns than lanes.
///
/// Lane `t` sums the terms `l ≡ t` modulo the lanes, in order, by fused multiply-adds; then half of
/// the lanes is added to the other half, as often as it takes.
final class DotGemm {
  /// The most columns that may be computed thus.
  static final int MAX_COLUMNS = 16;

  /// Rows whose sums are added up together.
  private static final int ROWS = DotColumn.ROWS;

  /// Fewer terms do not pay for adding up the lanes.
  private static final int MIN_TERMS = 4 * LENGTH;

  private DotGemm() {}

  /// {@return whether this is the faster way; whatever the number of rows}
  static boolean suits(Product product) {
    return product.aTerm == Float.BYTES
        && product.n <= MAX_COLUMNS
        && product.k >= MIN_TERMS
        && 5 * packedColumns(product.n) <= 4 * Math.ceilDiv(product.n, LENGTH) * LENGTH;
  }

  /// {@return the columns computed: whole tiles of five and up to two single ones}
  private static int packedColumns(int n) {
    int rest = n % DotTile.COLUMNS;
    return rest <= 2 ? n : n - rest + DotTile.COLUMNS;
  }

  static void multiply(Product product, Buffers buffers) {
    int columns = packedColumns(product.n);
    int vectors = Math.ceilDiv(product.k, LENGTH);
    long packedBytes = (long) vectors * columns * BYTES;
    long right = buffers.large(packedBytes + (ROWS * columns + LENGTH) * BYTES);
    long sums = right + packedBytes;
    pack(product, columns, right, buffers);
    int whole = product.k / LENGTH;
    for (int row = 0; row < product.m; row += ROWS) {
      int rows = Math.min(ROWS, product.m - row);
      long a = product.a + row * product.aRow;
      long tails = buffers.tile();
      for (int i = 0; i < rows && whole < vectors; i++) {
        long tail = a + i * product.aRow + whole * BYTES;
        Lanes.stage(tail, tails + i * BYTES, product.k - whole * LENGTH);
      }
      tiles(whole, vectors, rows, columns, a, product.aRow, tails, right, sums);
      for (int i = 0; i < rows * columns; i += LENGTH) {
        addUp(sums + i * BYTES, sums + 4L * i);
      }
      long c = product.c + row * product.cRow;
      boolean dense = columns == product.n && product.cRow == 4L * columns;
      if (dense) {
        long bytes = 4L * rows * columns;
        VectorGemm.add(product.alpha, sums, product.beta, c, bytes, buffers);
      }
      for (int i = 0; i < rows && !dense; i++) {
        long to = c + i * product.cRow;
        long sum = sums + 4L * i * columns;
        VectorGemm.add(product.alpha, sum, product.beta, to, 4L * product.n, buffers);
      }
    }
  }

  /// Copies the right-hand side: one vector of terms of each column, then the next of each.
  private static void pack(Product product, int columns, long to, Buffers buffers) {
    for (int l = 0; l < product.k; l += LENGTH) {
      int terms = Math.min(LENGTH, product.k - l);
      long from = product.b + l * product.bTerm;
      long target = to + (long) (l / LENGTH) * columns * BYTES;
      if (product.bTerm == Float.BYTES) {
        for (int j = 0; j < product.n; j++) {
          Lanes.stage(from + j * product.bColumn, target + j * BYTES, terms);
        }
      } else {
        across(product, from, terms, target, buffers);
      }
    }
  }

  private static void across(Product product, long from, int terms, long target, Buffers buffers) {
    for (int j = 0; j < product.n; j += LENGTH) {
      int count = Math.min(LENGTH, product.n - j);
      long to = target + j * BYTES;
      Transposition.toMemory(from + 4L * j, product.bTerm, terms, count, to, BYTES, buffers);
      for (int i = 0; i < count && terms < LENGTH; i++) {
        Lanes.stage(to + i * BYTES, to + i * BYTES, terms);
      }
    }
  }

  private static void tiles(
      int whole,
      int vectors,
      int rows,
      int columns,
      long a,
      long aRow,
      long tails,
      long right,
      long sums) {
    long step = columns * BYTES;
    int column = 0;
    for (; column + DotTile.COLUMNS <= columns; column += DotTile.COLUMNS) {
      long b = right + column * BYTES;
      for (int i = 0; i < rows; i += DotTile.ROWS) {
        int height = Math.min(DotTile.ROWS, rows - i);
        long first = a + i * aRow;
        long tail = tails + i * BYTES;
        long to = sums + i * step + column * BYTES;
        DotTile.compute(whole, vectors, height, first, aRow, tail, b, step, to);
      }
    }
    for (; column < columns; column++) {
      long b = right + column * BYTES;
      DotColumn.compute(whole, vectors, rows, a, aRow, tails, b, step, sums + column * BYTES);
    }
  }

  /// Adds up the lanes of as many vectors as each has lanes.
  ///
  /// Zipping vector `i` with vector `i + half` and adding the two results leaves a vector whose
  /// lanes belong to the one and the other alternately. Two such steps are made at once.
  ///
  /// @param sums the vectors; overwritten
  /// @param to where the one vector of results goes
  private static void addUp(long sums, long to) {
    int count = LENGTH / 4;
    for (; count > 0; count /= 4) {
      for (int i = 0; i < count; i++) {
        long at = sums + i * BYTES;
        IntVector a = fromMemorySegment(SPECIES, MEMORY, at, ORDER).reinterpretAsInts();
        IntVector b =
            fromMemorySegment(SPECIES, MEMORY, at + count * BYTES, ORDER).reinterpretAsInts();
        IntVector c =
            fromMemorySegment(SPECIES, MEMORY, at + 2L * count * BYTES, ORDER).reinterpretAsInts();
        IntVector d =
            fromMemorySegment(SPECIES, MEMORY, at + 3L * count * BYTES, ORDER).reinterpretAsInts();
        IntVector ac =
            LOW.selectFrom(a, c)
                .reinterpretAsFloats()
                .add(HIGH.selectFrom(a, c).reinterpretAsFloats())
                .reinterpretAsInts();
        IntVector bd =
            LOW.selectFrom(b, d)
                .reinterpretAsFloats()
                .add(HIGH.selectFrom(b, d).reinterpretAsFloats())
                .reinterpretAsInts();
        LOW.selectFrom(ac, bd)
            .reinterpretAsFloats()
            .add(HIGH.selectFrom(ac, bd).reinterpretAsFloats())
            .intoMemorySegment(MEMORY, count == 1 ? to : at, ORDER);
      }
      if (count == 2) {
        IntVector a = fromMemorySegment(SPECIES, MEMORY, sums, ORDER).reinterpretAsInts();
        IntVector b = fromMemorySegment(SPECIES, MEMORY, sums + BYTES, ORDER).reinterpretAsInts();
        LOW.selectFrom(a, b)
            .reinterpretAsFloats()
            .add(HIGH.selectFrom(a, b).reinterpretAsFloats())
            .intoMemorySegment(MEMORY, to, ORDER);
      }
    }
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;

/// Sums and maxima of columns.
final class VectorColumns {
  private VectorColumns() {}

  /// Adds each column up from the first row to the last.
  ///
  /// @param x the first row's address
  /// @param rows how many rows
  /// @param row the size of a row, in bytes
  /// @param y the address of a row for the sums, which go on from what it holds
  static void sums(long x, int rows, long row, long y, Buffers buffers) {
    addRows(x, rows, row, y, Lanes.bound(row));
    lastColumns(true, x, rows, row, y, buffers);
  }

  /// Takes each column's maximum.
  ///
  /// @param x the first row's address
  /// @param rows how many rows
  /// @param row the size of a row, in bytes
  /// @param y the address of a row for the maxima, which holds negative infinity
  static void maxima(long x, int rows, long row, long y, Buffers buffers) {
    maximizeRows(x, rows, row, y, Lanes.bound(row), buffers);
    lastColumns(false, x, rows, row, y, buffers);
  }

  /// The columns that fill no vector.
  private static void lastColumns(
      boolean sum, long x, int rows, long row, long y, Buffers buffers) {
    long end = Lanes.bound(row);
    if (end == row) {
      return;
    }
    int count = Lanes.rest(row);
    long total = buffers.rest(0);
    long rest = buffers.rest(1);
    Lanes.stage(y + end, total, count);
    int inside = Lanes.inside(rows, row);
    column(sum, x + end, inside, row, total);
    for (int k = inside; k < rows; k++) {
      Lanes.stage(x + k * row + end, rest, count);
      column(sum, rest, 1, 0, total);
    }
    Lanes.unstage(total, y + end, count);
  }

  /// {@return how many of the rows are combined four at a time: that is faster where they come from
  /// a cache; from memory, one stream is}
  private static int inFours(int rows, long row) {
    return rows * row <= Lanes.CACHED ? rows & -4 : 0;
  }

  /// Adds rows of whole vectors to what is in `y`, one after the other.
  private static void addRows(long x, int rows, long row, long y, long bytes) {
    if (bytes == 0) {
      return;
    }
    int fours = inFours(rows, row);
    addFours(x, fours, row, y, bytes);
    for (int i = fours; i < rows; i++) {
      addOne(x + i * row, y, bytes);
    }
  }

  private static void addOne(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, y + at, ORDER)
          .add(fromMemorySegment(SPECIES, MEMORY, x + at, ORDER))
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Adds four rows at a time. The inner loop ends at an address: the JIT would prepare a counted
  /// one to be unrolled, which takes longer than to add short rows up.
  private static void addFours(long x, int rows, long row, long y, long bytes) {
    for (int i = 0; i < rows; i += 4) {
      long from = x + i * row;
      long to = y;
      do {
        fromMemorySegment(SPECIES, MEMORY, to, ORDER)
            .add(fromMemorySegment(SPECIES, MEMORY, from, ORDER))
            .add(fromMemorySegment(SPECIES, MEMORY, from + row, ORDER))
            .add(fromMemorySegment(SPECIES, MEMORY, from + 2 * row, ORDER))
            .add(fromMemorySegment(SPECIES, MEMORY, from + 3 * row, ORDER))
            .intoMemorySegment(MEMORY, to, ORDER);
        from += BYTES;
        to += BYTES;
      } while (to != y + bytes);
    }
  }

  /// Takes four rows at a time without heed to NaN, and all once more where a sum of the numbers
  /// tells that there may be one.
  private static void maximizeRows(
      long x, int rows, long row, long y, long bytes, Buffers buffers) {
    if (bytes == 0) {
      return;
    }
    long suspects = buffers.spare();
    FloatVector.zero(SPECIES).intoMemorySegment(MEMORY, suspects, ORDER);
    int fours = inFours(rows, row);
    maximizeFours(x, fours, row, y, bytes, suspects);
    for (int i = fours; i < rows; i++) {
      maximizeOne(x + i * row, y, bytes, suspects);
    }
    FloatVector sum = fromMemorySegment(SPECIES, MEMORY, suspects, ORDER);
    if (sum.compare(NE, sum).anyTrue()) {
      for (long at = 0; at < bytes; at += BYTES) {
        FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY)
            .intoMemorySegment(MEMORY, y + at, ORDER);
        columnMaxima(x + at, rows, row, y + at);
      }
    }
  }

  private static void maximizeOne(long x, long y, long bytes, long suspects) {
    FloatVector sum = fromMemorySegment(SPECIES, MEMORY, suspects, ORDER);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector m = fromMemorySegment(SPECIES, MEMORY, y + at, ORDER);
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      sum = sum.add(v);
      m.blend(v, v.compare(GT, m)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
    sum.intoMemorySegment(MEMORY, suspects, ORDER);
  }

  private static void maximizeFours(long x, int rows, long row, long y, long bytes, long suspects) {
    FloatVector sum = fromMemorySegment(SPECIES, MEMORY, suspects, ORDER);
    for (int i = 0; i < rows; i += 4) {
      long from = x + i * row;
      long to = y;
      do {
        FloatVector m = fromMemorySegment(SPECIES, MEMORY, to, ORDER);
        FloatVector v0 = fromMemorySegment(SPECIES, MEMORY, from, ORDER);
        FloatVector v1 = fromMemorySegment(SPECIES, MEMORY, from + row, ORDER);
        FloatVector v2 = fromMemorySegment(SPECIES, MEMORY, from + 2 * row, ORDER);
        FloatVector v3 = fromMemorySegment(SPECIES, MEMORY, from + 3 * row, ORDER);
        sum = sum.add(v0.add(v1).add(v2.add(v3)));
        m = m.blend(v0, v0.compare(GT, m));
        v1 = v1.blend(v2, v2.compare(GT, v1));
        m = m.blend(v3, v3.compare(GT, m));
        m.blend(v1, v1.compare(GT, m)).intoMemorySegment(MEMORY, to, ORDER);
        from += BYTES;
        to += BYTES;
      } while (to != y + bytes);
    }
    sum.intoMemorySegment(MEMORY, suspects, ORDER);
  }

  /// Combines what is in `y` with a vector of each row.
  private static void column(boolean sum, long x, int rows, long row, long y) {
    if (sum) {
      columnSums(x, rows, row, y);
    } else {
      columnMaxima(x, rows, row, y);
    }
  }

  private static void columnSums(long x, int rows, long row, long y) {
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, y, ORDER);
    long from = x;
    for (int i = 0; i < rows; i++) {
      total = total.add(fromMemorySegment(SPECIES, MEMORY, from, ORDER));
      from += row;
    }
    total.intoMemorySegment(MEMORY, y, ORDER);
  }

  private static void columnMaxima(long x, int rows, long row, long y) {
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, y, ORDER);
    long from = x;
    for (int i = 0; i < rows; i++) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, from, ORDER);
      total = total.blend(v, v.compare(GT, total).or(v.compare(NE, v)));
      from += row;
    }
    total.intoMemorySegment(MEMORY, y, ORDER);
  }
}

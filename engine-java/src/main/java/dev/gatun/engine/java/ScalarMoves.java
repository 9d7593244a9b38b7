package dev.gatun.engine.java;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Philox;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Filling, copying, gathering, and random numbers.
final class ScalarMoves {
  private ScalarMoves() {}

  static void fill(float value, Tensor y) {
    fill(value, y, 0, y.size());
  }

  private static void fill(float value, Tensor y, long from, long count) {
    float[] block = Blocks.ofThread().a;
    Arrays.fill(block, 0, (int) Math.min(Blocks.SIZE, count), value);
    for (long done = 0; done < count; done += Blocks.SIZE) {
      Blocks.write(block, Blocks.count(count, done), y, from + done);
    }
  }

  static void copy(Tensor x, Tensor y) {
    int columns = y.columns();
    if (x.rows() == y.rows() && x.columns() == columns) {
      MemorySegment.copy(x.segment(), 0, y.segment(), 0, y.segment().byteSize());
    } else if (x.rows() == 1 && x.columns() == 1) {
      if (y.size() > 0) {
        fill(Blocks.get(x, 0), y);
      }
    } else if (x.rows() == 1) {
      for (int i = 0; i < y.rows(); i++) {
        MemorySegment.copy(x.segment(), 0, y.segment(), 4L * i * columns, 4L * columns);
      }
    } else {
      for (int i = 0; i < y.rows(); i++) {
        fill(Blocks.get(x, i), y, (long) i * columns, columns);
      }
    }
  }

  static void copyColumns(Tensor x, int fromX, Tensor y, int fromY, int count) {
    long xColumns = x.columns();
    long yColumns = y.columns();
    for (int i = 0; i < y.rows(); i++) {
      MemorySegment.copy(
          x.segment(),
          4 * (i * xColumns + fromX),
          y.segment(),
          4 * (i * yColumns + fromY),
          4L * count);
    }
  }

  /// Reads a part of a row, or one row's or one column's element as often as needed.
  static void readRepeated(Tensor x, int row, int column, int count, float[] to) {
    long start = x.rows() == 1 ? 0 : (long) row * x.columns();
    if (x.columns() == 1) {
      Arrays.fill(to, 0, count, Blocks.get(x, start));
    } else {
      Blocks.read(x, start + column, count, to);
    }
  }

  /// Gathers rows, scaled and shifted.
  ///
  /// @param fused whether to round once, as [Math#fma] does, which is slow without hardware for it
  static void gather(boolean fused, Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    int columns = y.columns();
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      readRepeated(scale, 0, from, count, blocks.b);
      readRepeated(shift, 0, from, count, blocks.c);
      for (int i = 0; i < y.rows(); i++) {
        long row = rows.segment().getAtIndex(JAVA_INT, i);
        long start = row * columns + from;
        if (x.type() == ElementType.U8) {
          blocks.readBytes(x, start, count, blocks.a);
        } else {
          Blocks.read(x, start, count, blocks.a);
        }
        multiplyAdd(fused, blocks.a, blocks.b, blocks.c, count);
        Blocks.write(blocks.a, count, y, (long) i * columns + from);
      }
    }
  }

  /// Computes `a = a·b + c`.
  private static void multiplyAdd(boolean fused, float[] a, float[] b, float[] c, int count) {
    if (fused) {
      for (int i = 0; i < count; i++) {
        a[i] = Math.fma(a[i], b[i], c[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        a[i] = a[i] * b[i] + c[i];
      }
    }
  }

  static void random(long key, long stream, Tensor ids, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    int low = (int) stream;
    int high = (int) (stream >>> 32);
    int columns = y.columns();
    for (int i = 0; i < y.rows(); i++) {
      int id = ids.segment().getAtIndex(JAVA_INT, i);
      for (int from = 0; from < columns; from += Blocks.SIZE) {
        int count = Blocks.count(columns, from);
        for (int j = 0; j < count; j += 4) {
          Philox.block(key, (from + j) / 4, id, low, high, blocks.random);
          for (int lane = 0; lane < 4 && j + lane < count; lane++) {
            blocks.a[j + lane] = Philox.uniform(blocks.random[lane]);
          }
        }
        Blocks.write(blocks.a, count, y, (long) i * columns + from);
      }
    }
  }
}

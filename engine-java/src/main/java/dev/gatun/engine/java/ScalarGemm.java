package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Matrix products by loops over arrays, which the JIT vectorizes, on the calling thread.
///
/// A block of `op(b)` is copied to arrays, and two rows of the result at a time sum multiples of
/// its rows, four terms at a time. Every element is computed alike: splitting a product by rows or
/// columns changes no bit.
///
/// Each row is an array of its own, so that all arrays of the inner loop are read and written at
/// the same index: only then the JIT knows that they do not overlap, and vectorizes. Products are
/// not fused with sums, since `Math.fma` takes microseconds where the hardware has none.
final class ScalarGemm {
  static final Gemm GEMM = ScalarGemm::multiply;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int DEPTH = 128;
  private static final int COLUMNS = 512;

  /// Rows of `op(a)` that are copied at a time; even.
  private static final int ROWS = 16;

  private static final ThreadLocal<ScalarGemm> OF_THREAD = ThreadLocal.withInitial(ScalarGemm::new);

  private final float[][] right = new float[DEPTH][COLUMNS];
  private final float[][] left = new float[ROWS][DEPTH];
  private final float[] sum0 = new float[COLUMNS];
  private final float[] sum1 = new float[COLUMNS];
  private final float[] line = new float[Math.max(DEPTH, ROWS)];

  private ScalarGemm() {}

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
    ScalarGemm arrays = OF_THREAD.get();
    for (int column = 0; column < n; column += COLUMNS) {
      int columns = Math.min(COLUMNS, n - column);
      // Once even without terms, for the sake of β.
      for (int from = 0; from == 0 || from < k; from += DEPTH) {
        int depth = Math.min(DEPTH, k - from);
        long corner =
            b + 4L * (transposeB ? column * (long) bWidth + from : from * (long) bWidth + column);
        arrays.packRight(transposeB, corner, bWidth, depth, columns);
        float factor = from == 0 ? beta : 1;
        for (int row = 0; row < m; row += ROWS) {
          int rows = Math.min(ROWS, m - row);
          long first =
              a + 4L * (transposeA ? from * (long) aWidth + row : row * (long) aWidth + from);
          arrays.packLeft(transposeA, first, aWidth, rows, depth, alpha);
          long to = c + 4L * (row * (long) cWidth + column);
          for (int i = 0; i < rows; i += 2) {
            long second = i + 1 < rows ? to + 4L * cWidth : 0;
            arrays.twoRows(i, depth, columns, factor, to, second);
            to += 8L * cWidth;
          }
        }
      }
    }
  }

  /// Copies terms of `op(b)`: `right[l][j] = op(b)[l, j]`.
  private void packRight(boolean transpose, long b, int width, int depth, int columns) {
    if (!transpose) {
      for (int l = 0; l < depth; l++) {
        read(b + 4L * l * width, columns, right[l]);
      }
      return;
    }
    for (int j = 0; j < columns; j++) {
      read(b + 4L * j * width, depth, line);
      for (int l = 0; l < depth; l++) {
        right[l][j] = line[l];
      }
    }
  }

  /// Copies rows of `α·op(a)`: `left[i][l] = α·op(a)[i, l]`.
  private void packLeft(boolean transpose, long a, int width, int rows, int depth, float alpha) {
    if (transpose) {
      for (int l = 0; l < depth; l++) {
        read(a + 4L * l * width, rows, line);
        for (int i = 0; i < rows; i++) {
          left[i][l] = line[i];
        }
      }
    } else {
      for (int i = 0; i < rows; i++) {
        read(a + 4L * i * width, depth, left[i]);
      }
    }
    for (int i = 0; i < rows; i++) {
      scale(alpha, left[i], depth);
    }
  }

  /// Adds the terms of two rows to the result.
  ///
  /// @param second the address of the second row; 0 if there is none
  private void twoRows(int row, int depth, int columns, float beta, long first, long second) {
    start(beta, first, columns, sum0);
    if (second != 0) {
      start(beta, second, columns, sum1);
    }
    float[] a0 = left[row];
    float[] a1 = left[row + 1];
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      fourTerms(columns, a0, a1, l, right[l], right[l + 1], right[l + 2], right[l + 3], sum0, sum1);
    }
    for (; l < depth; l++) {
      oneTerm(columns, a0[l], a1[l], right[l], sum0, sum1);
    }
    MemorySegment.copy(sum0, 0, MEMORY, FLOAT, first, columns);
    if (second != 0) {
      MemorySegment.copy(sum1, 0, MEMORY, FLOAT, second, columns);
    }
  }

  private static void start(float beta, long c, int columns, float[] sum) {
    if (beta == 0) {
      Arrays.fill(sum, 0, columns, 0);
    } else {
      read(c, columns, sum);
      scale(beta, sum, columns);
    }
  }

  private static void fourTerms(
      int columns,
      float[] a0,
      float[] a1,
      int l,
      float[] r0,
      float[] r1,
      float[] r2,
      float[] r3,
      float[] sum0,
      float[] sum1) {
    float a00 = a0[l];
    float a01 = a0[l + 1];
    float a02 = a0[l + 2];
    float a03 = a0[l + 3];
    float a10 = a1[l];
    float a11 = a1[l + 1];
    float a12 = a1[l + 2];
    float a13 = a1[l + 3];
    for (int j = 0; j < columns; j++) {
      sum0[j] += a00 * r0[j] + a01 * r1[j] + (a02 * r2[j] + a03 * r3[j]);
      sum1[j] += a10 * r0[j] + a11 * r1[j] + (a12 * r2[j] + a13 * r3[j]);
    }
  }

  private static void oneTerm(
      int columns, float a0, float a1, float[] right, float[] sum0, float[] sum1) {
    for (int j = 0; j < columns; j++) {
      sum0[j] += a0 * right[j];
      sum1[j] += a1 * right[j];
    }
  }

  private static void scale(float factor, float[] x, int count) {
    if (factor != 1) {
      for (int i = 0; i < count; i++) {
        x[i] *= factor;
      }
    }
  }

  private static void read(long from, int count, float[] to) {
    MemorySegment.copy(MEMORY, FLOAT, from, to, 0, count);
  }
}

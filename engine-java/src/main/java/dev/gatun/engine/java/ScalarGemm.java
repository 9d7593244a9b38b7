package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import java.util.Arrays;

/// Matrix products by loops over arrays, which the JIT vectorizes.
///
/// A block of `op(b)` is copied to an array, and each row of the result sums multiples of its rows,
/// four at a time.
final class ScalarGemm {
  private static final int DEPTH = 128;
  private static final int COLUMNS = 512;

  private ScalarGemm() {}

  static void multiply(
      boolean transposeA,
      boolean transposeB,
      float alpha,
      Tensor a,
      Tensor b,
      float beta,
      Tensor c) {
    int terms = transposeA ? a.rows() : a.columns();
    if (terms == 0) {
      if (beta == 0) {
        ScalarMoves.fill(0, c);
      } else {
        ScalarElementwise.scale(beta, c);
      }
    }
    Blocks blocks = Blocks.ofThread();
    float[] right = blocks.matrix(DEPTH * COLUMNS);
    for (int column = 0; column < c.columns(); column += COLUMNS) {
      int columns = Math.min(COLUMNS, c.columns() - column);
      for (int from = 0; from < terms; from += DEPTH) {
        int depth = Math.min(DEPTH, terms - from);
        pack(transposeB, b, from, depth, column, columns, blocks, right);
        float factor = from == 0 ? beta : 1;
        for (int i = 0; i < c.rows(); i++) {
          left(transposeA, alpha, a, i, from, depth, blocks.a);
          long at = (long) i * c.columns() + column;
          if (factor == 0) {
            Arrays.fill(blocks.b, 0, columns, 0);
          } else {
            Blocks.read(c, at, columns, blocks.b);
            ScalarElementwise.scale(factor, blocks.b, columns);
          }
          row(depth, columns, blocks.a, right, blocks.b);
          Blocks.write(blocks.b, columns, c, at);
        }
      }
    }
  }

  /// Copies terms of `op(b)`: `right[l·columns + j] = op(b)[from + l, column + j]`.
  private static void pack(
      boolean transpose,
      Tensor b,
      int from,
      int depth,
      int column,
      int columns,
      Blocks blocks,
      float[] right) {
    if (!transpose) {
      for (int l = 0; l < depth; l++) {
        Blocks.read(b, (long) (from + l) * b.columns() + column, columns, right, l * columns);
      }
      return;
    }
    for (int j = 0; j < columns; j++) {
      Blocks.read(b, (long) (column + j) * b.columns() + from, depth, blocks.a);
      for (int l = 0; l < depth; l++) {
        right[l * columns + j] = blocks.a[l];
      }
    }
  }

  /// Copies a row of `α·op(a)`.
  private static void left(
      boolean transpose, float alpha, Tensor a, int row, int from, int depth, float[] to) {
    if (!transpose) {
      Blocks.read(a, (long) row * a.columns() + from, depth, to);
    } else {
      for (int l = 0; l < depth; l++) {
        to[l] = Blocks.get(a, (long) (from + l) * a.columns() + row);
      }
    }
    ScalarElementwise.scale(alpha, to, depth);
  }

  private static void row(int depth, int columns, float[] a, float[] right, float[] sum) {
    int l = 0;
    for (; l + 4 <= depth; l += 4) {
      float a0 = a[l];
      float a1 = a[l + 1];
      float a2 = a[l + 2];
      float a3 = a[l + 3];
      int r0 = l * columns;
      int r1 = r0 + columns;
      int r2 = r1 + columns;
      int r3 = r2 + columns;
      for (int j = 0; j < columns; j++) {
        sum[j] +=
            a0 * right[r0 + j] + a1 * right[r1 + j] + (a2 * right[r2 + j] + a3 * right[r3 + j]);
      }
    }
    for (; l < depth; l++) {
      float al = a[l];
      int r = l * columns;
      for (int j = 0; j < columns; j++) {
        sum[j] += al * right[r + j];
      }
    }
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;

/// The products of [DotGemm] by loops over arrays, to the same bits: for the first calls.
final class ScalarDots {
  private ScalarDots() {}

  static void multiply(Product product) {
    int k = product.k;
    float[] columns = columns(product);
    float[] row = new float[k];
    float[] results = new float[product.n];
    for (int i = 0; i < product.m; i++) {
      MemorySegment.copy(MEMORY, FLOAT, product.a + i * product.aRow, row, 0, k);
      long c = product.c + i * product.cRow;
      if (product.beta != 0) {
        MemorySegment.copy(MEMORY, FLOAT, c, results, 0, product.n);
      }
      for (int j = 0; j < product.n; j++) {
        float sum = dot(row, columns, j * k);
        results[j] =
            product.beta == 0
                ? sum * product.alpha
                : Math.fma(sum, product.alpha, results[j] * product.beta);
      }
      MemorySegment.copy(results, 0, MEMORY, FLOAT, c, product.n);
    }
  }

  /// {@return the columns of the right-hand side one after another}
  private static float[] columns(Product product) {
    int n = product.n;
    int k = product.k;
    float[] columns = new float[n * k];
    if (product.bTerm == Float.BYTES) {
      for (int j = 0; j < n; j++) {
        MemorySegment.copy(MEMORY, FLOAT, product.b + j * product.bColumn, columns, j * k, k);
      }
      return columns;
    }
    float[] term = new float[n];
    for (int l = 0; l < k; l++) {
      MemorySegment.copy(MEMORY, FLOAT, product.b + l * product.bTerm, term, 0, n);
      for (int j = 0; j < n; j++) {
        columns[j * k + l] = term[j];
      }
    }
    return columns;
  }

  private static float dot(float[] row, float[] columns, int at) {
    float[] sums = new float[LENGTH];
    for (int l = 0; l < row.length; l++) {
      int lane = l & (LENGTH - 1);
      sums[lane] = Math.fma(row[l], columns[at + l], sums[lane]);
    }
    return addUp(sums);
  }

  /// {@return the sum of a vector's lanes, in the order of [Lanes#sum]}
  ///
  /// @param lanes overwritten
  static float addUp(float[] lanes) {
    for (int half = LENGTH / 2; half > 0; half /= 2) {
      for (int t = 0; t < half; t++) {
        lanes[t] += lanes[t + half];
      }
    }
    return lanes[0];
  }
}

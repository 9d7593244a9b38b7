package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The products of [TiledGemm] by loops over arrays, to the same bits: for the first calls.
final class ScalarTiles {
  private ScalarTiles() {}

  /// Computes along the longer side of the result.
  static void multiply(Product product) {
    int m = product.m;
    int n = product.n;
    int k = product.k;
    boolean tall = m > n;
    int length = Math.max(m, n);
    int width = Math.min(m, n);
    float[] left = terms(product.a, product.aTerm, product.aRow, k, m);
    float[] right = terms(product.b, product.bTerm, product.bColumn, k, n);
    float[] along = tall ? left : right;
    float[] across = tall ? right : left;
    float[] c = new float[m * n];
    for (int i = 0; i < m && product.beta != 0; i++) {
      MemorySegment.copy(MEMORY, FLOAT, product.c + i * product.cRow, c, i * n, n);
    }
    float[] sums = new float[length];
    int most = Packing.depth(k);
    for (int from = 0; from < k; from += most) {
      int end = Math.min(k, from + most);
      for (int j = 0; j < width; j++) {
        Arrays.fill(sums, 0);
        for (int l = from; l < end; l++) {
          multiplyAdd(across[l * width + j], along, l * length, sums);
        }
        float beta = from > 0 ? 1 : product.beta;
        add(product.alpha, sums, beta, c, tall ? j : j * n, tall ? n : 1);
      }
    }
    for (int i = 0; i < m; i++) {
      MemorySegment.copy(c, i * n, MEMORY, FLOAT, product.c + i * product.cRow, n);
    }
  }

  /// {@return a side of a product, one term's elements after another's}
  ///
  /// @param term from a term to the next, in bytes
  /// @param element from an element to the next; one of the two is a float's
  private static float[] terms(long from, long term, long element, int terms, int elements) {
    float[] to = new float[terms * elements];
    if (element == Float.BYTES) {
      for (int l = 0; l < terms; l++) {
        MemorySegment.copy(MEMORY, FLOAT, from + l * term, to, l * elements, elements);
      }
      return to;
    }
    float[] line = new float[terms];
    for (int i = 0; i < elements; i++) {
      MemorySegment.copy(MEMORY, FLOAT, from + i * element, line, 0, terms);
      for (int l = 0; l < terms; l++) {
        to[l * elements + i] = line[l];
      }
    }
    return to;
  }

  private static void multiplyAdd(float factor, float[] x, int at, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Math.fma(factor, x[at + i], sums[i]);
    }
  }

  /// Computes `c = α·sum + β·c`.
  private static void add(float alpha, float[] sums, float beta, float[] c, int at, int step) {
    for (int i = 0, to = at; i < sums.length; i++, to += step) {
      c[to] = beta == 0 ? sums[i] * alpha : Math.fma(sums[i], alpha, c[to] * beta);
    }
  }
}

package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;

/// One matrix product `c = α·op(a)·op(b) + β·c`, by addresses and strides in bytes; reused from
/// call to call.
final class Product {
  private static final ThreadLocal<Product> OF_THREAD = ThreadLocal.withInitial(Product::new);

  float alpha;
  float beta;
  int m;
  int n;
  int k;
  long a;

  /// From a row of `op(a)` to the next, and from a term to the next.
  long aRow;

  long aTerm;
  long b;

  /// From a term of `op(b)` to the next, and from a column to the next.
  long bTerm;

  long bColumn;
  long c;
  long cRow;

  static Product ofThread() {
    return OF_THREAD.get();
  }

  void set(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    this.alpha = (float) alpha;
    this.beta = (float) beta;
    m = c.rows();
    n = c.columns();
    k = transposeA ? a.rows() : a.columns();
    this.a = a.address();
    long aWidth = 4L * a.columns();
    aRow = transposeA ? Float.BYTES : aWidth;
    aTerm = transposeA ? aWidth : Float.BYTES;
    this.b = b.address();
    long bWidth = 4L * b.columns();
    bTerm = transposeB ? Float.BYTES : bWidth;
    bColumn = transposeB ? bWidth : Float.BYTES;
    this.c = c.address();
    cRow = 4L * n;
  }

  /// Becomes a part of another product: some rows or some columns of its result.
  void setPart(Product whole, boolean byRows, int from, int count) {
    alpha = whole.alpha;
    beta = whole.beta;
    m = byRows ? count : whole.m;
    n = byRows ? whole.n : count;
    k = whole.k;
    a = byRows ? whole.a + from * whole.aRow : whole.a;
    aRow = whole.aRow;
    aTerm = whole.aTerm;
    b = byRows ? whole.b : whole.b + from * whole.bColumn;
    bTerm = whole.bTerm;
    bColumn = whole.bColumn;
    c = byRows ? whole.c + from * whole.cRow : whole.c + 4L * from;
    cRow = whole.cRow;
  }
}

package dev.gatun.engine.java;

/// One matrix product `c = α·op(a)·op(b) + β·c`, by addresses and strides in bytes; reused from
/// call to call.
final class Product {
  /// Multiply-adds that take scalar code about a millisecond.
  private static final long SMALL = 1 << 20;

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

  boolean isSmall() {
    return (long) m * n * k <= SMALL;
  }

  /// {@return whether there are as few rows, columns or terms as a vector has elements}
  boolean isNarrow() {
    return Math.min(m, Math.min(n, k)) <= Lanes.LENGTH;
  }

  void set(
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
    this.alpha = alpha;
    this.beta = beta;
    this.m = m;
    this.n = n;
    this.k = k;
    this.a = a;
    aRow = transposeA ? Float.BYTES : 4L * aWidth;
    aTerm = transposeA ? 4L * aWidth : Float.BYTES;
    this.b = b;
    bTerm = transposeB ? Float.BYTES : 4L * bWidth;
    bColumn = transposeB ? 4L * bWidth : Float.BYTES;
    this.c = c;
    cRow = 4L * cWidth;
  }

  /// Becomes some rows of another product, transposed: `cᵀ = α·op(b)ᵀ·op(a)ᵀ + β·cᵀ`.
  ///
  /// @param whole the other product
  /// @param row the first of the rows
  /// @param rows how many
  /// @param to where to compute them, column by column without gaps
  void setTransposed(Product whole, int row, int rows, long to) {
    alpha = whole.alpha;
    beta = whole.beta;
    m = whole.n;
    n = rows;
    k = whole.k;
    a = whole.b;
    aRow = whole.bColumn;
    aTerm = whole.bTerm;
    b = whole.a + row * whole.aRow;
    bTerm = whole.aTerm;
    bColumn = whole.aRow;
    c = to;
    cRow = 4L * rows;
  }
}

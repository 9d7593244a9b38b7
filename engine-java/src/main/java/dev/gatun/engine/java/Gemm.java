package dev.gatun.engine.java;

/// One single-precision matrix product `c = α·op(a)·op(b) + β·c` on the calling thread, by
/// addresses: what products and convolutions are split into, whoever computes it.
///
/// Matrices are row-major. Nothing is checked; nothing is allocated; several threads may call at
/// once.
@FunctionalInterface
public interface Gemm {
  /// Computes the product. With β = 0 the old `c` is not read.
  ///
  /// @param transposeA whether `op(a)` is `aᵀ`
  /// @param transposeB whether `op(b)` is `bᵀ`
  /// @param m rows of `op(a)` and `c`
  /// @param n columns of `op(b)` and `c`
  /// @param k columns of `op(a)`, rows of `op(b)`; any of the three may be 0
  /// @param alpha α
  /// @param a address of the first element of `a`
  /// @param aWidth elements from a row of `a` to the next
  /// @param b address of the first element of `b`
  /// @param bWidth elements from a row of `b` to the next
  /// @param beta β
  /// @param c address of the first element of `c`; read if β ≠ 0, overwritten
  /// @param cWidth elements from a row of `c` to the next
  void multiply(
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
      int cWidth);

  /// {@return whether preparing `op(a)` is what costs, and `op(b)` next to nothing unless it is
  /// transposed: several threads had better share the rows of a product then}
  default boolean prefersRows() {
    return false;
  }
}

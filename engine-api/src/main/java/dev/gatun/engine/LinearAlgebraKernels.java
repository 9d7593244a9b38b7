package dev.gatun.engine;

import org.jspecify.annotations.Nullable;

/// Decompositions of dense matrices in float32 and float64: part of [Kernels].
///
/// All tensors of a call are F32, or all F64, whatever [Kernels#type] is; outputs must not overlap
/// inputs. Calls may allocate. Results are backward stable: exact for a matrix that differs from
/// the given one by at most a modest multiple of `max(m, n)·u·‖a‖`, `u` the unit roundoff of the
/// tensors' type; the factors called orthogonal are so to as much (Golub, Van Loan, *Matrix
/// Computations*, 4th ed., sections 5.2, 8.3 and 8.6). An iteration that does not converge throws
/// `ArithmeticException`.
public interface LinearAlgebraKernels {
  /// {@return the kernels that serve what these leave out}
  Kernels fallback();

  /// Singular value decomposition, `a = u·diag(s)·vt`; `p` is the lesser of m and n.
  ///
  /// Source: LAPACK, `gesdd`.
  ///
  /// @param a `[m, n]`, finite; not modified
  /// @param u orthonormal columns, thin `[m, p]` or full `[m, m]`; overwritten; null where it is
  ///   not wanted
  /// @param s singular values `[p]`, descending, at least 0; overwritten
  /// @param vt orthonormal rows, thin `[p, n]` or full `[n, n]`; overwritten; null where it is not
  ///   wanted
  default void svd(Tensor a, @Nullable Tensor u, Tensor s, @Nullable Tensor vt) {
    fallback().svd(a, u, s, vt);
  }

  /// The `x` of least norm among those that minimize `‖a·x − b‖`, column by column.
  ///
  /// Source: LAPACK, `gelsd`.
  ///
  /// @param a `[m, n]`, finite; not modified
  /// @param b `[m, k]`, finite; not modified
  /// @param cutoff singular values up to so much of the greatest count as 0; below 0 for `max(m,
  ///   n)·u`
  /// @param x `[n, k]`; overwritten
  /// @param s singular values of `a`, `[p]`, p the lesser of m and n, descending; overwritten
  /// @return the rank: how many singular values count
  default int leastSquares(Tensor a, Tensor b, double cutoff, Tensor x, Tensor s) {
    return fallback().leastSquares(a, b, cutoff, x, s);
  }

  /// Cholesky factor, `a = l·lᵀ`.
  ///
  /// Source: LAPACK, `potrf`.
  ///
  /// @param a symmetric positive definite `[n, n]`, finite, its lower triangle read; not modified
  /// @param l `[n, n]`, lower triangular, zeros above; overwritten
  /// @return 0; or, from kernels, the order from 1 of the first leading minor that is not positive,
  ///   `l` then being unspecified: [Engine] throws `ArithmeticException` instead
  default int cholesky(Tensor a, Tensor l) {
    return fallback().cholesky(a, l);
  }

  /// Solves `l·lᵀ·x = b`.
  ///
  /// Source: LAPACK, `potrs`.
  ///
  /// @param l what [#cholesky] gave, `[n, n]`
  /// @param b `[n, k]`; not modified
  /// @param x `[n, k]`; overwritten
  default void choleskySolve(Tensor l, Tensor b, Tensor x) {
    fallback().choleskySolve(l, b, x);
  }

  /// Eigenvalues and eigenvectors of a symmetric matrix, `a = vectorsᵀ·diag(values)·vectors`.
  ///
  /// Source: LAPACK, `syevd`.
  ///
  /// @param a symmetric `[n, n]`, finite, its lower triangle read; not modified
  /// @param values `[n]`, ascending; overwritten
  /// @param vectors `[n, n]`, orthonormal rows, row i for `values[i]`; overwritten
  default void symmetricEigen(Tensor a, Tensor values, Tensor vectors) {
    fallback().symmetricEigen(a, values, vectors);
  }

  /// QR decomposition, `a = q·r`; `p` is the lesser of m and n.
  ///
  /// Source: LAPACK, `geqrf` and `orgqr`.
  ///
  /// @param a `[m, n]`, finite; not modified
  /// @param q orthonormal columns, thin `[m, p]` or full `[m, m]`; overwritten
  /// @param r upper triangular, of as many rows as `q` has columns, n columns; overwritten
  default void qr(Tensor a, Tensor q, Tensor r) {
    fallback().qr(a, q, r);
  }
}

package dev.gatun.engine.java.linear;

import java.util.Arrays;

/// `A = Q·T·Qᵀ` with a symmetric tridiagonal T and an orthogonal Q, by Householder reflections.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithm 8.3.1. Both triangles are
/// kept up to date, which is twice the arithmetic in loops that the JIT vectorizes.
///
/// @param diagonal of T, n numbers
/// @param beside the diagonal of T, n − 1 numbers
/// @param reflectors Q
record Tridiagonal(double[] diagonal, double[] beside, Reflectors reflectors) {

  /// Reduces a matrix.
  ///
  /// @param a `[n, n]`, symmetric; overwritten with intermediate results
  static Tridiagonal of(double[][] a) {
    int n = a.length;
    int offDiagonal = Math.max(n - 1, 0);
    Tridiagonal result =
        new Tridiagonal(new double[n], new double[offDiagonal], new Reflectors(offDiagonal, 1));
    double[] v = new double[n];
    double[] w = new double[n];
    for (int k = 0; k < n - 1; k++) {
      result.step(k, a, v, w);
    }
    if (n > 0) {
      result.diagonal[n - 1] = a[n - 1][n - 1];
    }
    return result;
  }

  private void step(int k, double[][] a, double[] v, double[] w) {
    int n = a.length;
    diagonal[k] = a[k][k];
    beside[k] = reflectors.reflect(k, Arrays.copyOfRange(a[k], k + 1, n));
    double factor = reflectors.factor(k);
    if (factor == 0) {
      return;
    }
    double[] vector = reflectors.vector(k);
    System.arraycopy(vector, 0, v, k + 1, vector.length);
    Arrays.fill(w, k + 1, n, 0);
    Matrices.addRows(vector, a, k + 1, k + 1, n, w);
    double half = factor / 2 * Matrices.dot(v, w, k + 1, n);
    for (int j = k + 1; j < n; j++) {
      w[j] = factor * (w[j] - half * v[j]);
    }
    for (int i = k + 1; i < n; i++) {
      update(v[i], w, w[i], v, k + 1, a[i]);
    }
  }

  private static void update(double f, double[] w, double g, double[] v, int from, double[] row) {
    for (int j = from; j < row.length; j++) {
      row[j] -= f * w[j] + g * v[j];
    }
  }
}

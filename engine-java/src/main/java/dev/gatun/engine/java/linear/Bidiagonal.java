package dev.gatun.engine.java.linear;

import java.util.Arrays;

/// `A = Q·B·Gᵀ` with an upper bidiagonal B and orthogonal Q and G, by Householder reflections from
/// both sides.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithm 5.4.2. Both reflections of a
/// step are applied in one pass over the matrix, as in LAPACK's `dlabrd`.
///
/// @param diagonal of B, n numbers
/// @param above the diagonal of B, n − 1 numbers
/// @param left Q
/// @param right G
record Bidiagonal(double[] diagonal, double[] above, Reflectors left, Reflectors right) {

  /// Reduces a matrix.
  ///
  /// @param a `[m, n]`, m ≥ n; overwritten with intermediate results
  /// @param n its columns
  static Bidiagonal of(double[][] a, int n) {
    int offDiagonal = Math.max(n - 1, 0);
    Bidiagonal result =
        new Bidiagonal(
            new double[n],
            new double[offDiagonal],
            new Reflectors(n, 0),
            new Reflectors(offDiagonal, 1));
    double[] w = new double[n];
    double[] u = new double[n];
    for (int k = 0; k < n; k++) {
      result.step(k, a, w, u);
    }
    return result;
  }

  private void step(int k, double[][] a, double[] w, double[] u) {
    int n = diagonal.length;
    double[] v = new double[a.length - k];
    for (int i = k; i < a.length; i++) {
      v[i - k] = a[i][k];
    }
    diagonal[k] = left.reflect(k, v);
    if (k == n - 1) {
      return;
    }
    Arrays.fill(w, k + 1, n, 0);
    Matrices.addRows(v, a, k, k + 1, n, w);
    Matrices.addRow(-left.factor(k), w, k + 1, n, a[k]);
    above[k] = right.reflect(k, Arrays.copyOfRange(a[k], k + 1, n));
    System.arraycopy(right.vector(k), 0, u, k + 1, n - k - 1);
    double projection = Matrices.dot(w, u, k + 1, n);
    for (int i = k + 1; i < a.length; i++) {
      double fromLeft = left.factor(k) * v[i - k];
      double product = Matrices.dot(a[i], u, k + 1, n) - fromLeft * projection;
      update(fromLeft, w, right.factor(k) * product, u, k + 1, a[i]);
    }
  }

  private static void update(double f, double[] w, double g, double[] u, int from, double[] row) {
    for (int j = from; j < row.length; j++) {
      row[j] -= f * w[j] + g * u[j];
    }
  }
}

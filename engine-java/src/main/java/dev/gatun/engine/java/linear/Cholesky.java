package dev.gatun.engine.java.linear;

/// `A = L·Lᵀ` for a symmetric positive definite A, kept as the rows of `Lᵀ`.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., section 4.2.5, in the form in which
/// each row of `Lᵀ` gathers multiples of the rows above it. Backward stable: Higham, *Accuracy and
/// Stability of Numerical Algorithms*, 2nd ed., theorem 10.3 and 10.4.
final class Cholesky {
  private Cholesky() {}

  /// Factors a matrix in place.
  ///
  /// @param a `[n, n]`, its upper triangle read; overwritten with `Lᵀ`, zeros below the diagonal
  /// @return 0, or the order of the first leading minor that is not positive, `a` then being left
  ///   half done
  static int factor(double[][] a) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      double[] row = a[i];
      subtractRowsAbove(a, i);
      if (!(row[i] > 0)) {
        return i + 1;
      }
      double root = Math.sqrt(row[i]);
      row[i] = root;
      for (int j = i + 1; j < n; j++) {
        row[j] /= root;
      }
      for (int j = 0; j < i; j++) {
        row[j] = 0;
      }
    }
    return 0;
  }

  /// Subtracts what the finished rows of `Lᵀ` explain of row i.
  private static void subtractRowsAbove(double[][] a, int i) {
    double[] row = a[i];
    int n = a.length;
    int k = 0;
    for (; k < i - 3; k += 4) {
      double[] r0 = a[k];
      double[] r1 = a[k + 1];
      double[] r2 = a[k + 2];
      double[] r3 = a[k + 3];
      double f0 = r0[i];
      double f1 = r1[i];
      double f2 = r2[i];
      double f3 = r3[i];
      for (int j = i; j < n; j++) {
        row[j] -= f0 * r0[j] + f1 * r1[j] + (f2 * r2[j] + f3 * r3[j]);
      }
    }
    for (; k < i; k++) {
      Matrices.addRow(-a[k][i], a[k], i, n, row);
    }
  }

  /// Solves `L·Lᵀ·x = b` by substitution, forward and back.
  ///
  /// @param l `[n, n]`, its lower triangle read; not modified
  /// @param x b, `[n, k]`; overwritten with the solution
  /// @param columns k
  static void solve(double[][] l, double[][] x, int columns) {
    int n = l.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        Matrices.addRow(-l[i][k], x[k], 0, columns, x[i]);
      }
      divide(x[i], l[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      divide(x[i], l[i][i]);
      for (int k = 0; k < i; k++) {
        Matrices.addRow(-l[i][k], x[i], 0, columns, x[k]);
      }
    }
  }

  private static void divide(double[] row, double divisor) {
    for (int j = 0; j < row.length; j++) {
      row[j] /= divisor;
    }
  }
}

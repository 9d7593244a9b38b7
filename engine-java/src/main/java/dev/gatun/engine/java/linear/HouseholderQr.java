package dev.gatun.engine.java.linear;

/// `A = Q·R` with an orthogonal Q and an upper trapezoidal R, by Householder reflections.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithm 5.2.1; columns are taken in
/// panels, as in LAPACK's `dgeqrf`. Backward stable column by column: Higham, *Accuracy and
/// Stability of Numerical Algorithms*, 2nd ed., theorem 19.4.
final class HouseholderQr {
  private static final int PANEL = 32;

  private final double[][] factor;
  private final int columns;
  private final Reflectors reflectors;

  private HouseholderQr(double[][] factor, int columns, Reflectors reflectors) {
    this.factor = factor;
    this.columns = columns;
    this.reflectors = reflectors;
  }

  /// Factors a matrix.
  ///
  /// @param a `[m, n]`, finite; overwritten
  /// @param n its columns
  static HouseholderQr of(double[][] a, int n) {
    int count = Math.min(a.length, n);
    Reflectors reflectors = new Reflectors(count, 0);
    for (int from = 0; from < count; from += PANEL) {
      int to = Math.min(from + PANEL, count);
      for (int k = from; k < to; k++) {
        double[] x = new double[a.length - k];
        for (int i = k; i < a.length; i++) {
          x[i - k] = a[i][k];
          a[i][k] = 0;
        }
        a[k][k] = reflectors.reflect(k, x);
        reflectors.applyTransposed(k, k + 1, a, k + 1, to);
      }
      reflectors.applyTransposed(from, to, a, to, n);
    }
    return new HouseholderQr(a, n, reflectors);
  }

  Reflectors reflectors() {
    return reflectors;
  }

  /// {@return R, `[m, n]` with zeros below the diagonal, not a copy}
  double[][] r() {
    return factor;
  }

  /// {@return the leading square of R, `[n, n]`, for m ≥ n; not a copy}
  double[][] square() {
    double[][] rows = new double[columns][];
    System.arraycopy(factor, 0, rows, 0, columns);
    return rows;
  }

  /// {@return the first columns of Q, at most m}
  double[][] q(int count) {
    return reflectors.matrix(factor.length, count);
  }
}

package dev.gatun.engine.java.linear;

import java.util.Arrays;

/// A product of Householder reflections, `Q = H₀·H₁·…` with `Hₖ = I − τₖ·vₖ·vₖᵀ`, where the vector
/// of `Hₖ` begins in row k + offset.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., section 5.1; LAPACK's `dlarfg`.
final class Reflectors {
  /// Columns taken at a time: with 1000 rows they stay in a second-level cache for all reflections.
  private static final int CHUNK = 64;

  /// The magnitudes whose squares can be summed safely: from 2⁻⁴⁰⁰ to 2⁴⁰⁰.
  private static final int SAFE_EXPONENT = 400;

  private final double[][] vectors;
  private final double[] factors;
  private final int offset;

  /// Makes room for reflections.
  ///
  /// @param count how many
  /// @param offset the first row that the first one touches
  Reflectors(int count, int offset) {
    vectors = new double[count][];
    factors = new double[count];
    this.offset = offset;
  }

  /// Makes the next reflection such that `H·x = (β, 0, 0, …)`.
  ///
  /// @param k its number
  /// @param x rows k + offset and on of a column, at least one; overwritten with v, whose first
  ///   element is 1, and kept
  /// @return β
  double reflect(int k, double[] x) {
    vectors[k] = x;
    double largest = 0;
    for (int i = 1; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    double alpha = x[0];
    x[0] = 1;
    if (largest == 0) {
      return alpha;
    }
    int exponent = Math.getExponent(Math.max(largest, Math.abs(alpha)));
    if (Math.abs(exponent) < SAFE_EXPONENT) {
      exponent = 0;
    } else {
      double scale = Math.scalb(1.0, -exponent);
      alpha *= scale;
      for (int i = 1; i < x.length; i++) {
        x[i] *= scale;
      }
    }
    double norm = Math.sqrt(alpha * alpha + Matrices.dot(x, x, 1, x.length));
    double beta = alpha > 0 ? -norm : norm;
    double divisor = alpha - beta;
    for (int i = 1; i < x.length; i++) {
      x[i] /= divisor;
    }
    factors[k] = -divisor / beta;
    return exponent == 0 ? beta : Math.scalb(beta, exponent);
  }

  /// {@return τ of a reflection; 0 where it is the identity}
  double factor(int k) {
    return factors[k];
  }

  /// {@return v of a reflection, not to be modified}
  double[] vector(int k) {
    return vectors[k];
  }

  /// Computes `x = Q·x`.
  void apply(double[][] x, int columns) {
    double[] sums = new double[columns];
    for (int left = 0; left < columns; left += CHUNK) {
      int right = Math.min(left + CHUNK, columns);
      for (int k = vectors.length - 1; k >= 0; k--) {
        apply(k, x, left, right, sums);
      }
    }
  }

  /// Computes `x = Qᵀ·x`.
  void applyTransposed(double[][] x, int columns) {
    applyTransposed(0, vectors.length, x, 0, columns);
  }

  /// Computes `x = (H_from·…·H_to−1)ᵀ·x` in some columns.
  void applyTransposed(int from, int to, double[][] x, int leftmost, int columns) {
    double[] sums = new double[columns];
    for (int left = leftmost; left < columns; left += CHUNK) {
      int right = Math.min(left + CHUNK, columns);
      for (int k = from; k < to; k++) {
        apply(k, x, left, right, sums);
      }
    }
  }

  /// {@return the first columns of Q}
  ///
  /// @param rows of Q
  /// @param columns at most as many
  double[][] matrix(int rows, int columns) {
    double[][] result = Matrices.identity(rows, columns);
    double[] sums = new double[columns];
    for (int left = 0; left < columns; left += CHUNK) {
      int right = Math.min(left + CHUNK, columns);
      // A later reflection does not touch these columns of the identity.
      for (int k = Math.min(vectors.length, right - offset) - 1; k >= 0; k--) {
        apply(k, result, left, right, sums);
      }
    }
    return result;
  }

  private void apply(int k, double[][] x, int left, int right, double[] sums) {
    double factor = factors[k];
    if (factor == 0) {
      return;
    }
    double[] v = vectors[k];
    int from = k + offset;
    Arrays.fill(sums, left, right, 0);
    Matrices.addRows(v, x, from, left, right, sums);
    for (int i = 0; i < v.length; i++) {
      Matrices.addRow(-factor * v[i], sums, left, right, x[from + i]);
    }
  }
}

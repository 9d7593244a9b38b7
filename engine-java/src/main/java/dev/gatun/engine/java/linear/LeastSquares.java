package dev.gatun.engine.java.linear;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.util.Arrays;

/// The shortest x that minimizes `‖a·x − b‖`, by the singular value decomposition.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., theorem 5.5.1.
final class LeastSquares {
  private LeastSquares() {}

  /// Solves for each column of b.
  ///
  /// @param a `[m, n]`
  /// @param b `[m, k]`
  /// @param cutoff singular values up to that share of the greatest count as zero; negative: max(m,
  ///   n) unit roundoffs of the element type
  /// @param x `[n, k]`; overwritten
  /// @param s min(m, n) singular values; overwritten
  /// @return how many singular values do not count as zero
  static int solve(Tensor a, Tensor b, double cutoff, Tensor x, Tensor s) {
    int count = b.columns();
    SingularValues decomposition = SingularValues.of(a, true);
    double[] values = decomposition.scaled();
    int rank = rank(values, cutoff < 0 ? defaultCutoff(a) : cutoff);
    double[][] right = Matrices.read(b);
    int exponent = Matrices.normalize(right) - decomposition.exponent();
    double[][] y = decomposition.left().transposedTimes(right, count);
    for (int i = 0; i < y.length; i++) {
      if (i >= rank) {
        Arrays.fill(y[i], 0);
      }
      for (int j = 0; j < count && i < rank; j++) {
        y[i][j] /= values[i];
      }
    }
    double[][] solution = decomposition.right().times(y, count);
    for (double[] row : solution) {
      for (int j = 0; j < count; j++) {
        row[j] = Math.scalb(row[j], exponent);
      }
    }
    Matrices.write(solution, x);
    Matrices.write(decomposition.values(), s);
    return rank;
  }

  private static double defaultCutoff(Tensor a) {
    double unit = a.type() == ElementType.F32 ? 0x1p-24 : 0x1p-53;
    return Math.max(a.rows(), a.columns()) * unit;
  }

  private static int rank(double[] values, double cutoff) {
    int rank = 0;
    while (rank < values.length && values[rank] > cutoff * values[0]) {
      rank++;
    }
    return rank;
  }
}

package dev.gatun.engine.java.linear;

import dev.gatun.engine.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// `A = Q·diag(λ)·Qᵀ` for a symmetric A, by tridiagonalization and implicit QL steps.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithm 8.3.3. Backward stable: the
/// residual and every eigenvalue's error are modest multiples of `u·‖A‖` (LAPACK Users' Guide, 3rd
/// ed., section 4.7).
final class SymmetricEigen {
  private SymmetricEigen() {}

  /// Decomposes a matrix.
  ///
  /// @param a `[n, n]`, its lower triangle read; not modified
  /// @param values n numbers, ascending; overwritten
  /// @param vectors `[n, n]`, row i belonging to `values[i]`; overwritten
  /// @throws ArithmeticException if the iteration does not converge
  static void decompose(Tensor a, Tensor values, Tensor vectors) {
    double[][] rows = Matrices.read(a);
    int n = rows.length;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        rows[i][j] = rows[j][i];
      }
    }
    int exponent = Matrices.normalize(rows);
    Tridiagonal tridiagonal = Tridiagonal.of(rows);
    double[] found = tridiagonal.diagonal();
    Rotations rotations = new Rotations(n);
    new TridiagonalIteration(found, tridiagonal.beside(), rotations).run();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> found[i]))
            .mapToInt(i -> i)
            .toArray();
    OrthogonalFactor factor =
        new OrthogonalFactor(
            n, List.of(tridiagonal.reflectors()), Matrices.ordered(rotations.product(), order));
    double[] ascending =
        IntStream.of(order).mapToDouble(i -> Math.scalb(found[i], exponent)).toArray();
    Matrices.write(ascending, values);
    Matrices.write(Matrices.transposed(factor.columns(n), n), vectors);
  }
}

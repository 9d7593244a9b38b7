package dev.gatun.engine.java.linear;

import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// `A = U·diag(s)·Vᵀ`, by bidiagonalization and implicit QR steps.
///
/// Source: Golub, Van Loan, *Matrix Computations*, 4th ed., section 8.6.3, and, for the QR
/// factorization of a matrix with many rows first, Chan 1982, *An Improved Algorithm for Computing
/// the Singular Value Decomposition*. Backward stable: `‖A − U·diag(s)·Vᵀ‖` is a modest multiple of
/// `u·‖A‖` (LAPACK Users' Guide, 3rd ed., section 4.9).
///
/// @param scaled s divided by 2^`exponent`, descending
/// @param exponent of the power of two that the matrix was divided by
/// @param left U
/// @param right V
record SingularValues(
    double[] scaled, int exponent, OrthogonalFactor left, OrthogonalFactor right) {

  /// Decomposes a tensor of any shape.
  ///
  /// @param a `[m, n]`, finite; not modified
  /// @param vectors whether U and V are wanted; without, [#left] and [#right] mean nothing
  /// @throws ArithmeticException if the iteration does not converge
  static SingularValues of(Tensor a, boolean vectors) {
    double[][] rows = Matrices.read(a);
    if (a.rows() >= a.columns()) {
      return of(rows, a.columns(), vectors);
    }
    SingularValues turned = of(Matrices.transposed(rows, a.columns()), a.rows(), vectors);
    OrthogonalFactor u = turned.right;
    OrthogonalFactor v = turned.left;
    return new SingularValues(turned.scaled, turned.exponent, u, v);
  }

  /// {@return s, descending}
  double[] values() {
    double[] values = scaled.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(values[i], exponent);
    }
    return values;
  }

  private static SingularValues of(double[][] a, int n, boolean vectors) {
    int exponent = Matrices.normalize(a);
    List<Reflectors> reflectors = new ArrayList<>();
    double[][] reduced = a;
    if (3L * a.length > 5L * n) {
      HouseholderQr qr = HouseholderQr.of(a, n);
      reflectors.add(qr.reflectors());
      reduced = qr.square();
    }
    Bidiagonal bidiagonal = Bidiagonal.of(reduced, n);
    reflectors.add(bidiagonal.left());
    double[] values = bidiagonal.diagonal();
    Rotations left = new Rotations(vectors ? n : 0);
    Rotations right = new Rotations(vectors ? n : 0);
    new BidiagonalIteration(
            values, bidiagonal.above(), vectors ? left : null, vectors ? right : null)
        .run();
    double[][] leftRows = left.product();
    double[][] rightRows = right.product();
    for (int i = 0; i < rightRows.length; i++) {
      if (values[i] < 0) {
        Matrices.negate(rightRows[i]);
      }
    }
    int[] order = descending(values);
    return new SingularValues(
        IntStream.of(order).mapToDouble(i -> Math.abs(values[i])).toArray(),
        exponent,
        new OrthogonalFactor(a.length, reflectors, Matrices.ordered(leftRows, order)),
        new OrthogonalFactor(n, List.of(bidiagonal.right()), Matrices.ordered(rightRows, order)));
  }

  private static int[] descending(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted((i, j) -> Double.compare(Math.abs(values[j]), Math.abs(values[i])))
        .mapToInt(i -> i)
        .toArray();
  }
}

package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.List;

/// Matrices that are hard to decompose, or whose decompositions are known.
final class Matrices {
  /// The greatest and the least singular value of Hilbert's matrices from order 3 on, computed with
  /// 60 digits.
  private static final double[][] HILBERT = {
    {1.408318927123654, 0.002687340355773529},
    {1.5002142800592428, 9.670230402258689e-5},
    {1.5670506910982307, 3.287928772171863e-6},
    {1.618899858924339, 1.0827994845655498e-7},
    {1.6608853389269311, 3.493898605991218e-9},
    {1.6959389969219496, 1.1115389663724424e-10},
    {1.7258826609018465, 3.499676402911493e-12},
    {1.7519196702651776, 1.0931538193796658e-13},
  };

  private static final int LEAST_HILBERT = 3;

  /// The order of the greatest of Hilbert's matrices here.
  static final int GREATEST_HILBERT = LEAST_HILBERT + HILBERT.length - 1;

  /// A matrix by name.
  record Named(String name, Matrix matrix) {}

  private Matrices() {}

  static Matrix random(Draw draw, int rows, int columns) {
    return new Matrix(rows, columns, draw.numbers(rows * columns));
  }

  static Matrix identity(int n) {
    return Matrix.of(n, n, (i, j) -> i == j ? 1 : 0);
  }

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  static Matrix diagonal(double... values) {
    return identity(values.length).timesDiagonal(values);
  }

  /// {@return the matrix with 2 on its diagonal and −1 beside it}
  static Matrix secondDifference(int n) {
    return Matrix.of(n, n, (i, j) -> i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0);
  }

  /// {@return Hilbert's matrix, `1/(i + j + 1)`, times [#hilbertScale], which makes integers of it}
  static Matrix hilbert(int n) {
    double scale = hilbertScale(n);
    return Matrix.of(n, n, (i, j) -> scale / (i + j + 1));
  }

  /// {@return the least common multiple of the denominators}
  static double hilbertScale(int n) {
    long multiple = 1;
    for (int i = 2; i < 2 * n; i++) {
      long a = multiple;
      long b = i;
      while (b != 0) {
        long rest = a % b;
        a = b;
        b = rest;
      }
      multiple *= i / a;
    }
    return multiple;
  }

  /// {@return the greatest and the least singular value of Hilbert's matrix}
  static double[] hilbertValues(int n) {
    double scale = hilbertScale(n);
    double[] values = HILBERT[n - LEAST_HILBERT];
    return new double[] {scale * values[0], scale * values[1]};
  }

  static double hilbertCondition(int n) {
    double[] values = HILBERT[n - LEAST_HILBERT];
    return values[0] / values[1];
  }

  /// {@return the Cholesky factor of Hilbert's matrix}
  ///
  /// Source: Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., section 28.1.
  static Matrix hilbertFactor(int n) {
    double root = Math.sqrt(hilbertScale(n));
    return Matrix.of(
        n,
        n,
        (i, j) ->
            i < j
                ? 0
                : root
                    * Math.sqrt(2.0 * j + 1)
                    * (factorial(i) / factorial(i - j))
                    * (factorial(i) / factorial(i + j + 1)));
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }

  /// {@return columns of Sylvester's matrix of ±1 from one on: orthogonal, of length √n}
  ///
  /// @param n a power of two
  static Matrix signs(int n, int from, int count) {
    return Matrix.of(n, count, (i, j) -> Integer.bitCount(i & (from + j)) % 2 == 0 ? 1 : -1);
  }

  /// {@return a matrix with the singular values `√(m·n)·|values|`, and zeros to fill up; exact for
  /// small integers}
  ///
  /// @param m a power of two
  /// @param n a power of two
  static Matrix known(int m, int n, double... values) {
    int count = values.length;
    return signs(m, 0, count).timesDiagonal(values).times(signs(n, 0, count).transposed());
  }

  /// {@return about 1e100 in float64, 1e15 in float32, but a power of two}
  static double greatScale(ElementType type) {
    return type == ElementType.F64 ? 0x1p332 : 0x1p50;
  }

  /// {@return matrices that are short of rank, graded, or badly scaled}
  static List<Named> hard(Draw draw, ElementType type) {
    double scale = greatScale(type);
    Matrix plain = random(draw, 20, 12);
    Matrix left = new Matrix(40, 7, draw.integers(280, -8, 9));
    Matrix right = new Matrix(7, 30, draw.integers(210, -8, 9));
    Matrix graded = random(draw, 12, 9);
    return List.of(
        new Named("zeros", zeros(6, 4)),
        new Named("ones", Matrix.of(5, 5, (_, _) -> 1)),
        new Named("Hilbert", hilbert(GREATEST_HILBERT)),
        new Named("powers", Matrix.of(21, 8, Math::pow)),
        new Named("rank 7", left.times(right)),
        new Named("graded", Matrix.of(12, 9, (i, j) -> Math.scalb(graded.at(i, j), -2 * (i + j)))),
        new Named(
            "graded up", Matrix.of(9, 12, (i, j) -> Math.scalb(graded.at(j, i), 2 * (i + j)))),
        new Named("large", plain.times(scale)),
        new Named("small", plain.times(1 / scale)),
        new Named(
            "mixed columns", random(draw, 30, 6).timesDiagonal(1, 1 / scale, scale, 0, 1, scale)));
  }

  /// {@return symmetric matrices that are short of rank, graded, badly scaled, or not definite}
  static List<Named> hardSymmetric(Draw draw, ElementType type) {
    double scale = greatScale(type);
    Matrix plain = random(draw, 20, 20).mirrored();
    Matrix graded = random(draw, 12, 12).mirrored();
    return List.of(
        new Named("zeros", zeros(7, 7)),
        new Named("ones", Matrix.of(5, 5, (_, _) -> 1)),
        new Named("swap", Matrix.of(2, 2, (i, j) -> i == j ? 0 : 1)),
        new Named("Hilbert", hilbert(GREATEST_HILBERT)),
        new Named("graded", Matrix.of(12, 12, (i, j) -> Math.scalb(graded.at(i, j), -2 * (i + j)))),
        new Named(
            "graded up", Matrix.of(12, 12, (i, j) -> Math.scalb(graded.at(i, j), 2 * (i + j)))),
        new Named("large", plain.times(scale)),
        new Named("small", plain.times(1 / scale)));
  }
}

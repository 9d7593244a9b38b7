package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.List;

/// Rules of least squares.
final class LeastSquaresRules {
  /// Far from the singular values of matrices here, and from rounding errors.
  private static final double SHARE = 0.01;

  private LeastSquaresRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-75",
            Group.LINEAR_ALGEBRA,
            "Least squares tell rank and singular values, and leave residuals orthogonal to the"
                + " columns, for every right-hand side.",
            LeastSquaresRules::residuals),
        new Rule(
            "ENG-76",
            Group.LINEAR_ALGEBRA,
            "Of the many solutions of wide systems and those short of rank, least squares take the"
                + " shortest, at any scale.",
            LeastSquaresRules::shortest),
        new Rule(
            "ENG-77",
            Group.LINEAR_ALGEBRA,
            "Singular values up to the cutoff's share of the greatest count as 0; up to max(m, n)"
                + " roundoffs if it is negative.",
            LeastSquaresRules::cutoffs),
        new Rule(
            "ENG-78",
            Group.LINEAR_ALGEBRA,
            "NIST's problems Longley and Wampler 1 to 5 have their certified coefficients in"
                + " float64, as far as their condition allows.",
            LeastSquaresRules::nist));
  }

  private static Decomposed solve(
      Trial trial, Matrix a, Matrix b, double cutoff, ElementType type) {
    return Decomposed.of(
        trial,
        Sample.of(
            "leastSquares",
            Decomposed.in("a", a, type),
            Decomposed.in("b", b, type),
            cutoff,
            Decomposed.out("x", type, a.columns(), b.columns()),
            Decomposed.out("s", type, Math.min(a.rows(), a.columns()))));
  }

  private static void rank(Decomposed solution, int expected) {
    solution.that(
        solution.outcome() == expected, "rank must be %d, got %d", expected, solution.outcome());
  }

  private static void residuals(Trial trial) {
    int[][] shapes = {
      {1, 1, 2},
      {2, 1, 1},
      {3, 2, 7},
      {5, 3, 4},
      {9, 7, 1},
      {17, 16, 3},
      {40, 30, 3},
      {65, 33, 2},
      {100, 30, 4},
      {200, 2, 33},
    };
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int[] shape : shapes) {
        Matrix a = Matrices.random(trial.draw(), shape[0], shape[1]);
        Matrix b = Matrices.random(trial.draw(), shape[0], shape[2]);
        Decomposed solution = solve(trial, a, b, -1, type);
        rank(solution, shape[1]);
        Matrix s = SvdRules.values(trial, a, type);
        double norm = a.norm();
        solution.near("s", s, solution.matrix("s"), 2 * solution.epsilon() * norm);
        orthogonal(solution, norm);
      }
    }
  }

  /// If x is exact for a + e and b + f, then the product of aᵀ with its residual r is `−eᵀ·r −
  /// aᵀ·(f − e·x)` to first order.
  private static void orthogonal(Decomposed solution, double norm) {
    Matrix a = solution.matrix("a");
    Matrix b = solution.matrix("b");
    Matrix x = solution.matrix("x");
    Matrix residual = b.minus(a.times(x));
    Matrix gradient = a.transposed().times(residual);
    for (int j = 0; j < b.columns(); j++) {
      double size = residual.length(j) + b.length(j) + norm * x.length(j);
      solution.near(
          "aᵀ·(a·x − b) of right-hand side " + j,
          Matrices.zeros(a.columns(), 1),
          gradient.only(j),
          solution.epsilon() * norm * size);
    }
  }

  /// A system whose matrix is `√(m·n)` times orthogonal factors about a diagonal of values, with a
  /// solution in the span of its rows and a residual apart from its columns, all small integers.
  private static void shortest(Trial trial) {
    double[][] values = {{3}, {1, 2}, {4, 3, 5}, {2, 2, 2, 2}};
    for (ElementType type : LinearAlgebraRules.TYPES) {
      double scale = Matrices.greatScale(type);
      for (int[] shape : new int[][] {{4, 16}, {16, 4}, {8, 8}, {4, 4}, {64, 8}, {4, 128}}) {
        for (double[] each : values) {
          for (double factor : new double[] {1, scale, 1 / scale}) {
            shortest(trial, shape[0], shape[1], each, factor, type);
          }
        }
      }
    }
  }

  private static void shortest(
      Trial trial, int m, int n, double[] values, double factor, ElementType type) {
    int rank = values.length;
    Matrix a = Matrices.known(m, n, values);
    Matrix inRows = new Matrix(rank, 3, trial.draw().integers(rank * 3, -4, 5));
    Matrix outside = new Matrix(m - rank, 3, trial.draw().integers((m - rank) * 3, -4, 5));
    Matrix x = Matrices.signs(n, 0, rank).times(inRows);
    Matrix residual = Matrices.signs(m, rank, m - rank).times(outside);
    Matrix b = a.times(x).plus(residual);
    Decomposed solution = solve(trial, a.times(factor), b.times(factor), SHARE, type);
    rank(solution, rank);
    double greatest = Matrix.column(values).largest();
    double least = greatest;
    for (double value : values) {
      least = Math.min(least, value);
    }
    double norm = Math.sqrt((double) m * n) * greatest;
    double condition = greatest / least;
    // Cutting singular values off moves the matrix by as much again.
    double epsilon = 2 * solution.epsilon();
    for (int j = 0; j < 3; j++) {
      double size = b.length(j) + condition * residual.length(j);
      solution.near(
          "x of right-hand side " + j,
          x.only(j),
          solution.matrix("x").only(j),
          epsilon * condition * (2 * x.length(j) + size / norm));
    }
  }

  private static void cutoffs(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      // Of diagonal matrices all methods find the singular values exactly.
      double[] values = {1, 0x1p-20, 0x1p-30};
      diagonal(trial, type, -1, type == ElementType.F64 ? 3 : 2, values);
      diagonal(trial, type, 0, 3, values);
      diagonal(trial, type, 0x1p-25, 2, values);
      diagonal(trial, type, 0x1p-10, 1, values);
      diagonal(trial, type, 1, 0, values);
      diagonal(trial, type, 2, 0, values);
      for (double cutoff : new double[] {-1, 0, 0.5, 1}) {
        Matrix b = Matrices.random(trial.draw(), 4, 2);
        none(trial, Matrices.zeros(4, 2), b, cutoff, type);
      }
      Matrix a = Matrices.random(trial.draw(), 14, 9);
      Matrix b = Matrices.random(trial.draw(), 14, 2);
      Matrix s = SvdRules.values(trial, a, type);
      for (int rank = 1; rank < 9; rank++) {
        double between = Math.sqrt(s.at(rank - 1, 0) * s.at(rank, 0));
        rank(solve(trial, a, b, between / s.at(0, 0), type), rank);
      }
    }
  }

  private static void diagonal(
      Trial trial, ElementType type, double cutoff, int rank, double... values) {
    Decomposed solution =
        solve(trial, Matrices.diagonal(values), Matrix.column(1, 1, 1), cutoff, type);
    rank(solution, rank);
    solution.near("s", Matrix.column(values), solution.matrix("s"), solution.epsilon());
    Matrix x = Matrix.of(values.length, 1, (i, _) -> i < rank ? 1 / values[i] : 0);
    double condition = rank == 0 ? 0 : 1 / values[rank - 1];
    double error = 2 * solution.epsilon() * condition;
    if (error < 0.1) {
      solution.near("x", x, solution.matrix("x"), 3 * error * x.length(0));
    }
  }

  /// Requires rank 0 and the solution 0.
  static void none(Trial trial, Matrix a, Matrix b, ElementType type) {
    none(trial, a, b, -1, type);
  }

  private static void none(Trial trial, Matrix a, Matrix b, double cutoff, ElementType type) {
    Decomposed solution = solve(trial, a, b, cutoff, type);
    rank(solution, 0);
    solution.near("x", Matrices.zeros(a.columns(), b.columns()), solution.matrix("x"), 0);
  }

  /// The bound holds for the length of x. With balanced columns it leaves 8.0 correct digits of
  /// Longley, and 9.4, 9.3, 9.1, 7.5 and 5.5 of Wampler 1 to 5; as published 3.1, 6.0, 6.1, 2.7,
  /// 0.7 and none, for κ is 4.86e9 and 6.4e6 then, and counts twice where a residual remains.
  private static void nist(Trial trial) {
    for (NistProblem problem : NistProblem.all()) {
      Decomposed solution = solve(trial, problem.a(), problem.b(), -1, ElementType.F64);
      rank(solution, problem.certified().rows());
      Matrix error = solution.matrix("x").minus(problem.certified());
      double found = error.length(0) / problem.certified().length(0);
      double allowed = problem.allowed(solution.epsilon());
      solution.that(
          found <= allowed,
          "x of %s may be off by %.3g of its length (κ = %.3g), is off by %.3g",
          problem.name(),
          allowed,
          problem.condition(),
          found);
    }
  }
}

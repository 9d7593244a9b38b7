package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.kit.Violation;
import java.util.Arrays;
import java.util.List;

/// Rules of the Cholesky factor, and of what reads a lower triangle alone.
final class CholeskyRules {
  private CholeskyRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-79",
            Group.LINEAR_ALGEBRA,
            "A Cholesky factor has zeros above its diagonal, and times its transpose it gives the"
                + " matrix.",
            CholeskyRules::factors),
        new Rule(
            "ENG-80",
            Group.LINEAR_ALGEBRA,
            "Hilbert's matrices have their known Cholesky factors, as far as their condition"
                + " allows.",
            CholeskyRules::hilbert),
        new Rule(
            "ENG-81",
            Group.LINEAR_ALGEBRA,
            "The first leading minor that is not positive is named by its order.",
            CholeskyRules::minors),
        new Rule(
            "ENG-82",
            Group.LINEAR_ALGEBRA,
            "Systems solved by a Cholesky factor have small residuals, for every right-hand side.",
            CholeskyRules::solutions),
        new Rule(
            "ENG-85",
            Group.LINEAR_ALGEBRA,
            "Of a symmetric matrix the lower triangle alone is read.",
            CholeskyRules::triangles));
  }

  private static Sample sample(Matrix a, ElementType type) {
    return Sample.of(
        "cholesky", Decomposed.in("a", a, type), Decomposed.out("l", type, a.rows(), a.rows()));
  }

  /// {@return a positive definite matrix, with other numbers above its diagonal}
  private static Matrix definite(Draw draw, int n) {
    Matrix g = Matrices.random(draw, n, n);
    Matrix a = g.times(g.transposed()).plus(Matrices.identity(n).times(n));
    return Matrix.of(n, n, (i, j) -> i < j ? 1e6 : a.at(i, j));
  }

  static Decomposed check(Trial trial, Matrix a, ElementType type) {
    Decomposed factor = Decomposed.of(trial, sample(a, type));
    Matrix l = factor.matrix("l");
    Matrix exact = factor.matrix("a").mirrored();
    factor.that(factor.outcome() == 0, "must return 0, got %d", factor.outcome());
    factor.zeros("l", true);
    factor.near("l·lᵀ", exact, l.times(l.transposed()), factor.epsilon() * exact.norm());
    return factor;
  }

  private static void factors(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      double scale = Matrices.greatScale(type);
      for (int n : LinearAlgebraRules.ORDERS) {
        check(trial, definite(trial.draw(), n), type);
        check(trial, Matrices.secondDifference(n), type);
      }
      Matrix plain = definite(trial.draw(), 20);
      check(trial, plain.times(scale), type);
      check(trial, plain.times(1 / scale), type);
      check(trial, Matrix.of(12, 12, (i, j) -> Math.scalb(plain.at(i, j), -2 * (i + j))), type);
    }
  }

  /// The factor is off by κ(a)/√2 times as much as the matrix (Higham, *Accuracy and Stability of
  /// Numerical Algorithms*, 2nd ed., theorem 10.8), where that is small; and then it exists.
  private static void hilbert(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n = 3; n <= Matrices.GREATEST_HILBERT; n++) {
        double error = Matrices.hilbertCondition(n) * Decomposed.epsilon(type, n, n);
        if (error < 0.25) {
          Decomposed factor = check(trial, Matrices.hilbert(n), type);
          double bound = error * Math.sqrt(Matrices.hilbertValues(n)[0]);
          factor.near("l of Hilbert", Matrices.hilbertFactor(n), factor.matrix("l"), bound);
        }
      }
    }
  }

  /// In small integers nothing is rounded, so that a minor is 0, or not, for every method.
  private static void minors(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n : new int[] {1, 2, 3, 5, 17, 80}) {
        Matrix lower = new Matrix(n, n, trial.draw().integers(n * n, -1, 2));
        Matrix unit = Matrix.of(n, n, (i, j) -> i < j ? 0 : i == j ? 1 : lower.at(i, j));
        for (int order = 1; order <= n; order += 1 + n / 7) {
          for (double pivot : new double[] {0, -1}) {
            double[] pivots = new double[n];
            Arrays.fill(pivots, 1);
            pivots[order - 1] = pivot;
            Matrix a = unit.timesDiagonal(pivots).times(unit.transposed());
            minor(trial, sample(a, type), order);
          }
        }
      }
    }
  }

  private static void minor(Trial trial, Sample sample, int order) {
    trial.recycle();
    Loaded loaded = trial.load(sample);
    Object found = loaded.call(trial.engine().kernels(), loaded.arguments());
    Require.that(
        found instanceof Integer number && number == order,
        "%s: kernels must return %d, the order of the first minor that is not positive, got %s",
        sample,
        order,
        found);
    refused(loaded, order);
  }

  /// Requires that a matrix is refused, with the order of its first minor that is not positive.
  static void refused(Loaded loaded, int order) {
    Sample sample = loaded.sample();
    try {
      loaded.call();
    } catch (ArithmeticException e) {
      String sentence = "leading minor of order %d is not".formatted(order);
      Require.that(
          String.valueOf(e.getMessage()).contains(sentence),
          "%s: must say that its %s positive, got '%s'",
          sample,
          sentence,
          e.getMessage());
      return;
    }
    throw new Violation(sample + ": what is not positive definite must be refused, was not");
  }

  private static void solutions(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n : LinearAlgebraRules.ORDERS) {
        Matrix a = definite(trial.draw(), n);
        solve(trial, a, Matrices.random(trial.draw(), n, 1), type);
        solve(trial, a, Matrices.random(trial.draw(), n, trial.draw().between(2, 7)), type);
        solve(trial, Matrices.secondDifference(n), Matrices.random(trial.draw(), n, 3), type);
      }
    }
  }

  /// Source of the bound: Higham, theorem 10.4; twice ε, for the factor and for the solution.
  static void solve(Trial trial, Matrix a, Matrix b, ElementType type) {
    Decomposed factor = Decomposed.of(trial, sample(a, type));
    Matrix exact = factor.matrix("a").mirrored();
    Decomposed solved =
        Decomposed.of(
            trial,
            Sample.of(
                "choleskySolve",
                Decomposed.in("l", factor.matrix("l"), type),
                Decomposed.in("b", b, type),
                Decomposed.out("x", type, b.rows(), b.columns())));
    Matrix right = solved.matrix("b");
    Matrix x = solved.matrix("x");
    double norm = exact.norm();
    for (int j = 0; j < b.columns(); j++) {
      double bound = 2 * solved.epsilon() * norm * x.length(j);
      solved.near("a·x of right-hand side " + j, right.only(j), exact.times(x.only(j)), bound);
    }
  }

  private static void triangles(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n : new int[] {2, 5, 33, 70}) {
        Matrix a = definite(trial.draw(), n);
        Matrix other = Matrix.of(n, n, (i, j) -> i < j ? -3 - j : a.at(i, j));
        triangle(trial, sample(a, type), sample(other, type));
        triangle(trial, EigenRules.sample(a, type), EigenRules.sample(other, type));
      }
    }
  }

  private static void triangle(Trial trial, Sample sample, Sample other) {
    trial.recycle();
    Loaded first = trial.load(sample, 0);
    Loaded second = trial.load(other, 0);
    first.call();
    second.call();
    trial.same(sample, "whatever lies above the diagonal", first.outputs(), second.outputs());
  }
}

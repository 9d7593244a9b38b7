package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.Arrays;
import java.util.List;

/// Rules of the eigen-decomposition of symmetric matrices.
///
/// Values may be off by the norm of the backward error (Weyl; Golub, Van Loan, *Matrix
/// Computations*, 4th ed., theorem 8.1.5).
final class EigenRules {
  private EigenRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-83",
            Group.LINEAR_ALGEBRA,
            "Eigenvectors of a symmetric matrix are orthonormal rows, their values ascend, and"
                + " together they give the matrix.",
            EigenRules::factors),
        new Rule(
            "ENG-84",
            Group.LINEAR_ALGEBRA,
            "Eigenvalues that are known are found: of second differences, Hilbert's matrices,"
                + " repeated, zero, negative.",
            EigenRules::known));
  }

  static Sample sample(Matrix a, ElementType type) {
    int n = a.rows();
    return Sample.of(
        "symmetricEigen",
        Decomposed.in("a", a, type),
        Decomposed.out("values", type, n),
        Decomposed.out("vectors", type, n, n));
  }

  static Decomposed check(Trial trial, Matrix a, ElementType type) {
    Decomposed eigen = Decomposed.of(trial, sample(a, type));
    Matrix vectors = eigen.matrix("vectors");
    Matrix exact = eigen.matrix("a").mirrored();
    eigen.sorted("values", true);
    eigen.orthonormalRows("vectors");
    Matrix left = vectors.transposed().timesDiagonal(eigen.matrix("values").values());
    eigen.near(
        "vectorsᵀ·diag(values)·vectors",
        exact,
        left.times(vectors),
        eigen.epsilon() * exact.norm());
    return eigen;
  }

  private static void factors(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n : LinearAlgebraRules.ORDERS) {
        // Nothing is symmetric here: the upper triangle is not to be read.
        check(trial, Matrices.random(trial.draw(), n, n), type);
      }
      for (Matrices.Named each : Matrices.hardSymmetric(trial.draw(), type)) {
        LinearAlgebraRules.named(each, () -> check(trial, each.matrix(), type));
      }
    }
  }

  private static void known(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n : LinearAlgebraRules.ORDERS) {
        double[] values = new double[n];
        Arrays.setAll(values, k -> 2 - 2 * Math.cos((k + 1) * Math.PI / (n + 1)));
        known(trial, Matrices.secondDifference(n), type, values);
      }
      for (int n = 3; n <= Matrices.GREATEST_HILBERT; n++) {
        double[] ends = Matrices.hilbertValues(n);
        Decomposed eigen = check(trial, Matrices.hilbert(n), type);
        Matrix found = eigen.matrix("values");
        eigen.near(
            "ends of Hilbert's values",
            Matrix.column(ends),
            Matrix.column(found.at(n - 1, 0), found.at(0, 0)),
            eigen.epsilon() * ends[0]);
      }
      known(trial, Matrices.identity(7), type, 1, 1, 1, 1, 1, 1, 1);
      known(trial, Matrices.diagonal(2, -3, 0), type, -3, 0, 2);
      known(trial, Matrices.known(8, 8, 5, -5, 5, -1), type, -40, -8, 0, 0, 0, 0, 40, 40);
      known(trial, Matrices.known(4, 4, 2, 2, 2, 2), type, 8, 8, 8, 8);
    }
  }

  private static void known(Trial trial, Matrix a, ElementType type, double... values) {
    Decomposed eigen = check(trial, a, type);
    double bound = eigen.epsilon() * Matrix.column(values).largest();
    eigen.near("values", Matrix.column(values), eigen.matrix("values"), bound);
  }
}

package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of the singular value decomposition.
///
/// Values may be off by the norm of the backward error (Weyl; Golub, Van Loan, *Matrix
/// Computations*, 4th ed., corollary 8.6.2).
final class SvdRules {
  private static final int NONE = -1;

  private SvdRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-71",
            Group.LINEAR_ALGEBRA,
            "Singular vectors, thin and full, are orthonormal, their values descend from 0 or more,"
                + " and together they give the matrix.",
            SvdRules::factors),
        new Rule(
            "ENG-72",
            Group.LINEAR_ALGEBRA,
            "Singular values are the same with thin vectors, full ones, one side, or none.",
            SvdRules::forms),
        new Rule(
            "ENG-73",
            Group.LINEAR_ALGEBRA,
            "Singular values that are known are found: Hilbert's matrices, repeated values, zeros.",
            SvdRules::known),
        new Rule(
            "ENG-74",
            Group.LINEAR_ALGEBRA,
            "Matrices short of rank, graded, or scaled up or down have singular values and"
                + " vectors.",
            SvdRules::hard));
  }

  /// Extents of 1, around the lengths of blocks, square, tall, wide, and random ones.
  static List<RandomShapes.Extents> shapes(Trial trial) {
    List<RandomShapes.Extents> shapes = new ArrayList<>();
    int[][] fixed = {
      {1, 1}, {1, 7}, {7, 1}, {2, 2}, {3, 2}, {2, 3}, {5, 8}, {17, 16}, {33, 33}, {65, 64},
      {100, 3}, {3, 100}, {70, 40}, {40, 70},
    };
    for (int[] extents : fixed) {
      shapes.add(new RandomShapes.Extents(extents[0], extents[1]));
    }
    for (int i = 0; i < 10; i++) {
      shapes.add(
          new RandomShapes.Extents(trial.draw().between(1, 40), trial.draw().between(1, 40)));
    }
    return shapes;
  }

  private static Sample sample(Matrix a, ElementType type, int leftColumns, int rightRows) {
    int p = Math.min(a.rows(), a.columns());
    @Nullable Operand u =
        leftColumns == NONE ? null : Decomposed.out("u", type, a.rows(), leftColumns);
    @Nullable Operand vt =
        rightRows == NONE ? null : Decomposed.out("vt", type, rightRows, a.columns());
    return Sample.of("svd", Decomposed.in("a", a, type), u, Decomposed.out("s", type, p), vt);
  }

  /// {@return the singular values, found without vectors}
  static Matrix values(Trial trial, Matrix a, ElementType type) {
    return Decomposed.of(trial, sample(a, type, NONE, NONE)).matrix("s");
  }

  /// {@return the decomposition with thin vectors and with full ones}
  static List<Decomposed> both(Trial trial, Matrix a, ElementType type) {
    int p = Math.min(a.rows(), a.columns());
    return List.of(
        check(Decomposed.of(trial, sample(a, type, p, p))),
        check(Decomposed.of(trial, sample(a, type, a.rows(), a.columns()))));
  }

  private static Decomposed check(Decomposed svd) {
    Matrix a = svd.matrix("a");
    Matrix s = svd.matrix("s");
    int p = s.rows();
    svd.orthonormalColumns("u");
    svd.orthonormalRows("vt");
    svd.sorted("s", false);
    svd.that(
        p == 0 || s.at(p - 1, 0) >= 0, "s must be at least 0, got %s", Arrays.toString(s.values()));
    Matrix left = svd.matrix("u").leading(a.rows(), p).timesDiagonal(s.values());
    Matrix product = left.times(svd.matrix("vt").leading(p, a.columns()));
    svd.near("u·diag(s)·vt", a, product, svd.epsilon() * a.norm());
    return svd;
  }

  private static void factors(Trial trial) {
    for (RandomShapes.Extents shape : shapes(trial)) {
      Matrix a = Matrices.random(trial.draw(), shape.rows(), shape.columns());
      both(trial, a, ElementType.F32);
      both(trial, a, ElementType.F64);
    }
  }

  private static void forms(Trial trial) {
    for (int[] shape : new int[][] {{1, 1}, {2, 3}, {6, 2}, {9, 9}, {33, 16}, {17, 40}}) {
      Matrix a = Matrices.random(trial.draw(), shape[0], shape[1]);
      forms(trial, a, ElementType.F32);
      forms(trial, a, ElementType.F64);
    }
  }

  private static void forms(Trial trial, Matrix a, ElementType type) {
    int m = a.rows();
    int n = a.columns();
    int p = Math.min(m, n);
    Decomposed alone = Decomposed.of(trial, sample(a, type, NONE, NONE));
    double bound = 2 * alone.epsilon() * a.norm();
    alone.sorted("s", false);
    int[][] forms = {
      {p, p}, {m, n}, {m, p}, {p, n}, {p, NONE}, {NONE, p}, {m, NONE}, {NONE, n},
    };
    for (int[] form : forms) {
      Decomposed svd = Decomposed.of(trial, sample(a, type, form[0], form[1]));
      svd.near("s as without vectors", alone.matrix("s"), svd.matrix("s"), bound);
      if (form[0] != NONE) {
        svd.orthonormalColumns("u");
      }
      if (form[1] != NONE) {
        svd.orthonormalRows("vt");
      }
    }
  }

  private static void known(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (int n = 3; n <= Matrices.GREATEST_HILBERT; n++) {
        double[] ends = Matrices.hilbertValues(n);
        for (Decomposed svd : both(trial, Matrices.hilbert(n), type)) {
          double[] s = svd.matrix("s").values();
          double bound = svd.epsilon() * ends[0];
          svd.near("s of Hilbert", Matrix.column(ends), Matrix.column(s[0], s[n - 1]), bound);
        }
      }
      known(trial, type, Matrices.identity(9), 1, 1, 1, 1, 1, 1, 1, 1, 1);
      known(trial, type, Matrices.diagonal(0, 3, 0, -4), 4, 3, 0, 0);
      known(trial, type, Matrices.known(16, 4, 5, -5, 5, 2), 40, 40, 40, 16);
      known(trial, type, Matrices.known(4, 16, 3, 0, 0, -7), 56, 24, 0, 0);
      known(trial, type, Matrices.known(8, 8, 1, 1, 1, 1), 8, 8, 8, 8, 0, 0, 0, 0);
      known(trial, type, Matrices.known(8, 2, 1, 0x1p-12), 4, 0x1p-10);
    }
  }

  private static void known(Trial trial, ElementType type, Matrix a, double... values) {
    for (Decomposed svd : both(trial, a, type)) {
      double bound = svd.epsilon() * values[0];
      svd.near("s", Matrix.column(values), svd.matrix("s"), bound);
    }
  }

  private static void hard(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (Matrices.Named each : Matrices.hard(trial.draw(), type)) {
        List<Decomposed> both =
            LinearAlgebraRules.named(each, () -> both(trial, each.matrix(), type));
        if (each.name().equals("rank 7")) {
          for (Decomposed svd : both) {
            double[] s = svd.matrix("s").values();
            double most = svd.epsilon() * s[0];
            svd.that(
                s[7] <= most,
                "s[7] of a matrix of rank 7 must be at most %.3g, got %s",
                most,
                s[7]);
          }
        }
      }
      Matrix plain = Matrices.random(trial.draw(), 20, 12);
      Matrix once = values(trial, plain, type);
      for (double scale : new double[] {Matrices.greatScale(type), 1 / Matrices.greatScale(type)}) {
        Decomposed scaled = Decomposed.of(trial, sample(plain.times(scale), type, NONE, NONE));
        double bound = 2 * scaled.epsilon() * plain.norm();
        scaled.near("s / scale", once, scaled.matrix("s").times(1 / scale), bound);
      }
    }
  }
}

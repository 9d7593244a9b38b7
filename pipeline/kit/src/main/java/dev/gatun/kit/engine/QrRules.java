package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.List;

/// Rules of the QR decomposition.
final class QrRules {
  private QrRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-86",
            Group.LINEAR_ALGEBRA,
            "Of a QR decomposition, thin and full, q has orthonormal columns, r zeros below its"
                + " diagonal, and together they give the matrix.",
            QrRules::factors),
        new Rule(
            "ENG-87",
            Group.LINEAR_ALGEBRA,
            "Matrices short of rank, graded, or scaled up or down have a QR decomposition.",
            QrRules::hard));
  }

  private static void factors(Trial trial) {
    for (RandomShapes.Extents shape : SvdRules.shapes(trial)) {
      Matrix a = Matrices.random(trial.draw(), shape.rows(), shape.columns());
      check(trial, a, ElementType.F32);
      check(trial, a, ElementType.F64);
    }
  }

  private static void hard(Trial trial) {
    for (ElementType type : LinearAlgebraRules.TYPES) {
      for (Matrices.Named each : Matrices.hard(trial.draw(), type)) {
        LinearAlgebraRules.named(each, () -> check(trial, each.matrix(), type));
      }
    }
  }

  private static List<Decomposed> check(Trial trial, Matrix a, ElementType type) {
    return List.of(
        check(trial, a, type, Math.min(a.rows(), a.columns())), check(trial, a, type, a.rows()));
  }

  static Decomposed check(Trial trial, Matrix a, ElementType type, int columns) {
    Decomposed qr =
        Decomposed.of(
            trial,
            Sample.of(
                "qr",
                Decomposed.in("a", a, type),
                Decomposed.out("q", type, a.rows(), columns),
                Decomposed.out("r", type, columns, a.columns())));
    qr.orthonormalColumns("q");
    qr.zeros("r", false);
    Matrix exact = qr.matrix("a");
    qr.near("q·r", exact, qr.matrix("q").times(qr.matrix("r")), qr.epsilon() * exact.norm());
    return qr;
  }
}

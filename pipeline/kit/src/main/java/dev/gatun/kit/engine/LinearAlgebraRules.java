package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import dev.gatun.kit.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// Rules of decompositions, from `ENG-71`.
final class LinearAlgebraRules {
  /// The types of the elements that decompositions take.
  static final List<ElementType> TYPES = List.of(ElementType.F32, ElementType.F64);

  /// Orders of square matrices, around the lengths of blocks.
  static final int[] ORDERS = {1, 2, 3, 4, 5, 8, 16, 17, 33, 64, 65};

  private LinearAlgebraRules() {}

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.addAll(SvdRules.rules());
    rules.addAll(LeastSquaresRules.rules());
    rules.addAll(CholeskyRules.rules());
    rules.addAll(EigenRules.rules());
    rules.addAll(QrRules.rules());
    rules.add(
        new Rule(
            "ENG-88",
            Group.LINEAR_ALGEBRA,
            "Empty matrices are decomposed: full factors are orthonormal, solutions 0.",
            LinearAlgebraRules::empty));
    rules.sort(Comparator.comparing(Rule::id));
    return List.copyOf(rules);
  }

  /// {@return what a check of a matrix returns; its violation tells the matrix's name}
  static <T> T named(Matrices.Named matrix, Supplier<T> check) {
    try {
      return check.get();
    } catch (Violation e) {
      throw new Violation("%s, a = %s".formatted(e.getMessage(), matrix.name()));
    }
  }

  private static void empty(Trial trial) {
    for (ElementType type : TYPES) {
      for (int[] extents : new int[][] {{0, 4}, {4, 0}, {0, 0}}) {
        Matrix a = Matrices.zeros(extents[0], extents[1]);
        SvdRules.both(trial, a, type);
        QrRules.check(trial, a, type, 0);
        QrRules.check(trial, a, type, extents[0]);
        for (int count : new int[] {0, 2}) {
          LeastSquaresRules.none(trial, a, Matrices.zeros(extents[0], count), type);
        }
      }
      LeastSquaresRules.none(trial, Matrices.zeros(0, 3), Matrices.zeros(0, 2), type);
      Matrix none = Matrices.zeros(0, 0);
      CholeskyRules.check(trial, none, type);
      CholeskyRules.solve(trial, none, Matrices.zeros(0, 3), type);
      CholeskyRules.solve(trial, Matrices.secondDifference(3), Matrices.zeros(3, 0), type);
      EigenRules.check(trial, none, type);
    }
  }
}

package dev.gatun.kit.engine;

import dev.gatun.engine.Reduction;
import java.util.Arrays;
import java.util.List;

/// Rules of sums and maxima.
final class ReductionRules {
  private ReductionRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-17",
            Group.REDUCTIONS,
            "Sums of rows, of columns and of everything stay within Higham's bound; maxima are"
                + " exact.",
            Agreement.of("reduce")),
        new Rule(
            "ENG-18",
            Group.REDUCTIONS,
            "A maximum is NaN where a number is NaN, and there alone.",
            ReductionRules::maximaWithNaN),
        new Rule(
            "ENG-19",
            Group.REDUCTIONS,
            "Of no numbers the sum is 0 and the maximum negative infinity.",
            ReductionRules::ofNone));
  }

  private static void maximaWithNaN(Trial trial) {
    // More rows than a vector has lanes, and a few.
    int rows = 21;
    int columns = 37;
    for (int place = 0; place < rows * columns; place += 11) {
      double[] x = trial.draw().numbers(rows * columns);
      x[place] = Double.NaN;
      // Their sum is NaN too, their maximum is not.
      x[(place + 80) % x.length] = Double.NEGATIVE_INFINITY;
      x[(place + 90) % x.length] = Double.POSITIVE_INFINITY;
      Operand operand = Operand.in("x", x, rows, columns);
      for (int[] to : new int[][] {{rows, 1}, {1, columns}, {1, 1}}) {
        Sample sample =
            Sample.of("reduce", Reduction.MAXIMUM, operand, Operand.out("y", to))
                .within(Bound.exact());
        Loaded loaded = trial.load(sample);
        loaded.call();
        double[] expected = new double[to[0] * to[1]];
        Arrays.fill(expected, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < x.length; i++) {
          int target = (to[0] == 1 ? 0 : i / columns) * to[1] + (to[1] == 1 ? 0 : i % columns);
          expected[target] = Math.max(expected[target], x[i]);
        }
        Require.equal(sample, "y", expected, loaded.values("y"));
      }
      trial.recycle();
    }
  }

  private static void ofNone(Trial trial) {
    for (int[] shapes : new int[][] {{0, 5, 1, 5}, {4, 0, 4, 1}, {0, 0, 1, 1}, {0, 3, 1, 1}}) {
      for (Reduction f : Reduction.values()) {
        Sample sample =
            Sample.of(
                "reduce",
                f,
                Operand.in("x", new double[0], shapes[0], shapes[1]),
                Operand.out("y", shapes[2], shapes[3]));
        Loaded loaded = trial.load(sample);
        loaded.call();
        double[] expected = new double[shapes[2] * shapes[3]];
        Arrays.fill(expected, f == Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY);
        Require.equal(sample, "y", expected, loaded.values("y"));
      }
    }
  }
}

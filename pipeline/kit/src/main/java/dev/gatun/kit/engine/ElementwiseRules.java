package dev.gatun.kit.engine;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Unary;
import java.util.Arrays;
import java.util.List;

/// Rules of the functions of one number and of two.
final class ElementwiseRules {
  private static final int MANY = 3000;

  private ElementwiseRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-09",
            Group.ELEMENTWISE,
            "Functions of one number are right to 4 units in the last place, at all magnitudes.",
            Agreement.both(Agreement.of("unary"), ElementwiseRules::manyArguments)),
        new Rule(
            "ENG-10",
            Group.ELEMENTWISE,
            "Their gradients are right to 4 units in the last place of the derivative.",
            Agreement.of("unaryGradient")),
        new Rule(
            "ENG-11",
            Group.ELEMENTWISE,
            "Functions of two numbers are rounded once, in every form of repetition.",
            Agreement.of("binary")),
        new Rule(
            "ENG-12",
            Group.ELEMENTWISE,
            "α·x + β·y has three roundings; with β = 0 the old result is not read.",
            Agreement.of("axpby")),
        new Rule(
            "ENG-13",
            Group.ELEMENTWISE,
            "NaN gives NaN in every function of one number but RELU.",
            ElementwiseRules::unaryOfNaN),
        new Rule(
            "ENG-14",
            Group.ELEMENTWISE,
            "Functions of one number have their limits at infinity, at 0 and where they overflow.",
            ElementwiseRules::unaryLimits),
        new Rule(
            "ENG-15",
            Group.ELEMENTWISE,
            "Functions of two numbers treat NaN, infinities, −0 and overflow as IEEE 754 does.",
            ElementwiseRules::binarySpecial),
        new Rule(
            "ENG-16",
            Group.ELEMENTWISE,
            "A result depends on its numbers, not on their place in a row or the length of the"
                + " row.",
            ElementwiseRules::places));
  }

  private static void manyArguments(Trial trial) {
    for (UnaryCase unary : UnaryCase.all()) {
      double[] x = ElementwiseSamples.arguments(trial.draw(), unary, MANY);
      trial.agree(unary.sample(Operand.in("x", x, 3, MANY / 3)));
    }
  }

  private static void unaryOfNaN(Trial trial) {
    for (UnaryCase unary : UnaryCase.all()) {
      // x⁰ is 1 even of NaN by IEEE 754, which the contract leaves open.
      if (unary.f() == Unary.RELU || (unary.f() == Unary.POW && unary.p() == 0)) {
        continue;
      }
      for (int place : new int[] {0, 5, 18, 36}) {
        double[] x = ElementwiseSamples.arguments(trial.draw(), unary, 37);
        x[place] = Double.NaN;
        trial.agree(unary.sample(Operand.in("x", x, 1, 37)));
      }
    }
  }

  private static void unaryLimits(Trial trial) {
    double[] ends = {
      0,
      -0.0,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      1,
      -1,
      20,
      -20,
      87,
      88.5,
      89,
      -87,
      -100,
      110,
      -110,
      1000,
      -1000,
      1e30f,
      -1e30f,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      Float.MIN_NORMAL,
      -Float.MIN_NORMAL,
      1e-10f,
      -1e-10f
    };
    for (UnaryCase unary : UnaryCase.all()) {
      double[] x = new double[2 * ends.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = ends[i % ends.length];
      }
      if (unary.f() == Unary.SIN || unary.f() == Unary.COS) {
        Arrays.setAll(x, i -> Math.abs(x[i]) > 1e6 ? 1e6 : x[i]);
      }
      trial.agree(unary.sample(Operand.in("x", x, 2, ends.length)));
    }
  }

  private static void binarySpecial(Trial trial) {
    double[] special = MoveRules.special();
    int count = special.length;
    double[] a = new double[count * count];
    double[] b = new double[count * count];
    for (int i = 0; i < a.length; i++) {
      a[i] = special[i / count];
      b[i] = special[i % count];
    }
    for (Binary f : Binary.values()) {
      Sample sample =
          Sample.of(
              "binary",
              f,
              Operand.in("a", a, count, count),
              Operand.in("b", b, count, count),
              Operand.out("y", count, count));
      Loaded loaded = trial.load(sample);
      loaded.call();
      double[] found = loaded.values("y");
      for (int i = 0; i < a.length; i++) {
        double expected = value(trial.precision(), f, a[i], b[i]);
        boolean zeros = a[i] == 0 && b[i] == 0;
        boolean choice = f == Binary.MAXIMUM || f == Binary.MINIMUM;
        // The contract does not say which of two zeros is the greater.
        Require.that(
            Double.compare(expected, found[i]) == 0 || (choice && zeros && found[i] == 0),
            "binary: %s of %s and %s must be %s, got %s",
            f,
            a[i],
            b[i],
            expected,
            found[i]);
      }
    }
  }

  private static double value(Precision precision, Binary f, double a, double b) {
    double exact =
        switch (f) {
          case PLUS -> a + b;
          case MINUS -> a - b;
          case TIMES -> a * b;
          case DIVIDE -> a / b;
          case MAXIMUM -> Math.max(a, b);
          case MINIMUM -> Math.min(a, b);
          case GREATER -> a > b ? 1 : 0;
        };
    return precision == Precision.SINGLE ? (float) exact : exact;
  }

  private static void places(Trial trial) {
    int columns = 67;
    for (Operation operation : Operations.of(Group.ELEMENTWISE)) {
      for (Sample sample : operation.samples(trial.draw(), 1, columns)) {
        boolean alike = sample.operands().stream().allMatch(o -> o.size() == columns);
        if (alike) {
          places(trial, sample, columns);
        }
      }
    }
  }

  private static void places(Trial trial, Sample sample, int columns) {
    Loaded row = trial.load(sample);
    row.call();
    double[][] expected = row.outputs();
    for (int from : new int[] {1, 7, 30, 62, 66}) {
      for (int count : new int[] {1, 5, 31}) {
        if (from + count <= columns) {
          Sample part = sample.map(operand -> part(operand, from, count));
          Loaded loaded = trial.load(part);
          loaded.call();
          double[] whole = Arrays.copyOfRange(expected[0], from, from + count);
          trial.same(part, "as in a longer row", new double[][] {whole}, loaded.outputs());
        }
      }
    }
    trial.recycle();
  }

  /// {@return consecutive elements of a row}
  private static Operand part(Operand operand, int from, int count) {
    return operand.shaped(operand.size(), 1).rows(from, count).shaped(1, count);
  }
}

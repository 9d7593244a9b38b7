package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.Arrays;
import java.util.List;

/// Rules of filling, copying and gathering.
final class MoveRules {
  private MoveRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-05",
            Group.MOVING_DATA,
            "Filling and copying give the numbers exactly, in every form of repetition.",
            Agreement.of("fill", "copy")),
        new Rule(
            "ENG-06",
            Group.MOVING_DATA,
            "Copying a block of columns leaves the other columns as they are.",
            Agreement.of("copyColumns")),
        new Rule(
            "ENG-07",
            Group.MOVING_DATA,
            "Gathering rows converts bytes and numbers, and scales them with two roundings.",
            Agreement.of("gather")),
        new Rule(
            "ENG-08",
            Group.MOVING_DATA,
            "NaN, infinities, −0, denormal and extreme numbers are moved bit by bit.",
            MoveRules::specialNumbers));
  }

  /// {@return numbers that want care, exact in float32}
  static double[] special() {
    return new double[] {
      0,
      -0.0,
      1,
      -1,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Float.MAX_VALUE
    };
  }

  private static void specialNumbers(Trial trial) {
    double[] special = special();
    int count = special.length;
    for (double value : special) {
      Sample fill = Sample.of("fill", value, Operand.out("y", 3, 7));
      double[] expected = new double[21];
      Arrays.fill(expected, value);
      moved(trial, fill, expected);
    }
    moved(
        trial,
        Sample.of("copy", Operand.in("x", special, 3, count / 3), Operand.out("y", 3, count / 3)),
        special);
    moved(
        trial,
        Sample.of(
            "copyColumns",
            Operand.in("x", special, 1, count),
            0,
            Operand.out("y", 1, count),
            0,
            count),
        special);
    double[] order = new double[count];
    Arrays.setAll(order, i -> i);
    moved(
        trial,
        Sample.of(
            "gatherColumns",
            Operand.in("x", special, 1, count),
            Operand.in("indices", order, count).of(ElementType.I32),
            Operand.out("y", 1, count)),
        special);
  }

  private static void moved(Trial trial, Sample sample, double[] expected) {
    Loaded loaded = trial.load(sample);
    loaded.call();
    Require.equal(sample, "y", expected, loaded.values("y"));
  }
}

package dev.gatun.kit.engine;

import dev.gatun.kit.Violation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a rule requires.
final class Require {
  private Require() {}

  @SuppressWarnings("AnnotateFormatMethod") // no such annotation without one more dependency
  static void that(boolean holds, String sentence, @Nullable Object... arguments) {
    if (!holds) {
      throw new Violation(sentence.formatted(arguments));
    }
  }

  /// {@return whether two numbers have the same bits; NaN equals NaN}
  static boolean isSame(double left, double right) {
    return Double.doubleToLongBits(left) == Double.doubleToLongBits(right);
  }

  static void noneNaN(Sample sample, String name, double[] values) {
    int nan = 0;
    while (nan < values.length && !Double.isNaN(values[nan])) {
      nan++;
    }
    that(
        nan == values.length,
        "%s: %s must not read the old result of NaN, got NaN at %s",
        sample,
        sample.operation(),
        values.length == 0 ? name : Trial.place(sample.operand(name), nan % values.length));
  }

  /// Requires numbers, bit by bit; NaN equals NaN.
  static void equal(Sample sample, String name, double[] expected, double[] found) {
    for (int i = 0; i < expected.length; i++) {
      that(
          isSame(expected[i], found[i]),
          "%s: %s must be %s, got %s",
          sample,
          Trial.place(sample.operand(name), i),
          expected[i],
          found[i]);
    }
  }

  static void allNaN(Sample sample, String name, double[] values, int from, int count) {
    double[] part = Arrays.copyOfRange(values, from, from + count);
    that(
        Arrays.stream(part).allMatch(Double::isNaN),
        "%s: %s must be NaN from %s on, got %s",
        sample,
        name,
        Trial.place(sample.operand(name), from),
        Arrays.toString(part));
  }
}

package dev.gatun.kit.engine;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;

/// Random operands, all exact in float32.
///
/// @param random where they come from
record Draw(Random random) {
  double[] numbers(int count) {
    return numbers(count, random::nextGaussian);
  }

  double[] positive(int count) {
    return numbers(count, () -> 0.125 + 4 * random.nextDouble());
  }

  /// {@return numbers of all magnitudes from 2⁻¹⁶ to 2⁵, positive or both signs}
  double[] magnitudes(int count, boolean signed) {
    return numbers(
        count,
        () -> Math.pow(2, random.nextDouble(-16, 5)) * (signed && random.nextBoolean() ? -1 : 1));
  }

  double[] integers(int count, int from, int to) {
    return numbers(count, () -> from + random.nextInt(Math.max(to - from, 1)));
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  private static double[] numbers(int count, DoubleSupplier next) {
    double[] values = new double[count];
    Arrays.setAll(values, _ -> (float) next.getAsDouble());
    return values;
  }
}

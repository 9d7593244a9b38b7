package dev.gatun.plugins.train;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Trainer;
import java.util.random.RandomGenerator;

/// The order of the examples in an epoch.
final class Shuffle {
  private Shuffle() {}

  /// Orders the examples for an epoch: Fisher and Yates' shuffle, a pure function of seed and
  /// epoch.
  ///
  /// @param training whose rows are ordered
  /// @param epoch from 1
  /// @param order takes the row numbers
  static void order(Trainer.Training training, int epoch, int[] order) {
    System.arraycopy(training.rows(), 0, order, 0, order.length);
    RandomGenerator random = PhiloxRandom.of(training.seed(), "shuffle", epoch);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}

package dev.gatun.plugins.train;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Trainer;

/// The order of the examples in an epoch.
final class Shuffle {
  private Shuffle() {}

  /// Orders the examples for an epoch, by a pure function of seed and epoch.
  ///
  /// @param training whose rows are ordered
  /// @param epoch from 1
  /// @param order takes the row numbers
  static void order(Trainer.Training training, int epoch, int[] order) {
    System.arraycopy(training.rows(), 0, order, 0, order.length);
    PhiloxRandom.shuffle(order, PhiloxRandom.of(training.seed(), "shuffle", epoch));
  }
}

package dev.gatun.plugins.collect;

import java.util.random.RandomGenerator;

/// Random order.
///
/// Source: Durstenfeld 1964, *Algorithm 235: Random permutation*.
final class Shuffle {
  private Shuffle() {}

  /// Brings numbers into random order; every order is equally likely.
  ///
  /// @param numbers changed
  static void shuffle(int[] numbers, RandomGenerator random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int number = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = number;
    }
  }
}

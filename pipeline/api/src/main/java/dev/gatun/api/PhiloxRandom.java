package dev.gatun.api;

import dev.gatun.engine.Philox;
import java.util.random.RandomGenerator;

/// A stream of random numbers that is a pure function of a seed and a purpose.
public final class PhiloxRandom implements RandomGenerator {
  private final long key;
  private final long stream;
  private final int[] block = new int[4];
  private long next;

  private PhiloxRandom(long key, long stream) {
    this.key = key;
    this.stream = stream;
  }

  /// {@return a generator at the beginning of its stream}
  ///
  /// @param seed of the run
  /// @param purpose what the numbers are for
  public static PhiloxRandom of(long seed, String purpose) {
    return of(seed, purpose, 0);
  }

  /// {@return a generator at the beginning of one of many streams}
  ///
  /// @param seed of the run
  /// @param purpose what the numbers are for
  /// @param stream tells repetitions apart, such as epochs
  public static PhiloxRandom of(long seed, String purpose, long stream) {
    return new PhiloxRandom(Philox.key(seed, purpose), stream);
  }

  /// Brings numbers into random order; every order is equally likely.
  ///
  /// Source: Durstenfeld 1964, *Algorithm 235: Random permutation*.
  ///
  /// @param numbers changed
  /// @param random drawn from once for each number but one
  public static void shuffle(int[] numbers, RandomGenerator random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int number = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = number;
    }
  }

  @Override
  public long nextLong() {
    if ((next & 1) == 0) {
      long counter = next >>> 1;
      Philox.block(
          key, (int) counter, (int) (counter >>> 32), (int) stream, (int) (stream >>> 32), block);
    }
    int at = (int) (next++ & 1) * 2;
    return ((long) block[at + 1] << 32) | Integer.toUnsignedLong(block[at]);
  }
}

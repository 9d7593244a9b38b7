package dev.gatun.engine;

/// Counter-based random numbers: Philox 4×32 with ten rounds.
///
/// Each number is a pure function of a key and a counter, so that it does not depend on the order
/// in which numbers are drawn, on threads, or on the engine.
///
/// Source: Salmon, Moraes, Dror, Shaw 2011, *Parallel Random Numbers: As Easy as 1, 2, 3*, section
/// 3.3.
public final class Philox {
  /// How often a counter is mixed.
  public static final int ROUNDS = 10;

  /// What the first word of a counter is multiplied by, unsigned.
  public static final int MULTIPLIER_0 = 0xD2511F53;

  /// What the third word of a counter is multiplied by, unsigned.
  public static final int MULTIPLIER_1 = 0xCD9E8D57;

  /// What the first word of the key grows by from round to round.
  public static final int WEYL_0 = 0x9E3779B9;

  /// What the second word of the key grows by from round to round.
  public static final int WEYL_1 = 0xBB67AE85;

  /// The distance of uniform numbers.
  public static final float UNIT = 0x1p-24f;

  private Philox() {}

  /// Computes one block of four 32-bit numbers.
  ///
  /// @param key the key, low word first
  /// @param c0 first word of the counter
  /// @param c1 second word of the counter
  /// @param c2 third word of the counter
  /// @param c3 fourth word of the counter
  /// @param block receives the four numbers, at least 4 long
  public static void block(long key, int c0, int c1, int c2, int c3, int[] block) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int x0 = c0;
    int x1 = c1;
    int x2 = c2;
    int x3 = c3;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = Integer.toUnsignedLong(MULTIPLIER_0) * Integer.toUnsignedLong(x0);
      long product1 = Integer.toUnsignedLong(MULTIPLIER_1) * Integer.toUnsignedLong(x2);
      x0 = (int) (product1 >>> 32) ^ x1 ^ k0;
      x1 = (int) product1;
      x2 = (int) (product0 >>> 32) ^ x3 ^ k1;
      x3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    block[0] = x0;
    block[1] = x1;
    block[2] = x2;
    block[3] = x3;
  }

  /// {@return a uniform number in [0, 1), a multiple of 2⁻²⁴ and so exact in float32 and float64}
  ///
  /// @param bits one number of a block
  public static float uniform(int bits) {
    return (bits >>> 8) * UNIT;
  }

  /// {@return a key for one purpose, independent of the keys for others}
  ///
  /// @param seed of the run
  /// @param purpose what the numbers are for, such as `shuffle` or a layer's id
  public static long key(long seed, String purpose) {
    long hash = seed;
    for (int i = 0; i < purpose.length(); i++) {
      hash = mix(hash ^ purpose.charAt(i));
    }
    return mix(hash + purpose.length());
  }

  /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014), applied to the next Weyl number.
  private static long mix(long state) {
    long z = state + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

package dev.gatun.plugins.collect;

/// The random numbers of one synthetic digit: a SplitMix64 stream whose start is a hash of what is
/// drawn, so that no number depends on which digits were drawn before.
///
/// Only integer arithmetic and exactly rounded `float` operations are used: the same seed gives the
/// same numbers on every platform. Confined to one thread.
///
/// Source: Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators* (OOPSLA 2014), fig.
/// 14, with the mixing constants of Stafford's variant 13.
final class DigitRandom {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /// Restarts the stream at the place that belongs to one digit.
  void start(long seed, long index, int digit) {
    // One round for each part: a plain sum would give seed 1, index 0 the digits of seed 0, index
    // 1.
    long hash = mix(seed + GOLDEN_GAMMA);
    hash = mix((hash ^ index) + GOLDEN_GAMMA);
    state = mix((hash ^ digit) + GOLDEN_GAMMA);
  }

  /// {@return the next number, uniform in `[0, 1)`}
  float uniform() {
    return (float) (next() >>> 40) * 0x1p-24f;
  }

  /// {@return the next number, uniform in `[low, high)`}
  float between(float low, float high) {
    return low + (high - low) * uniform();
  }

  /// {@return the next number, bell-shaped about 0 with deviation 1, in `(-3.5, 3.5)`}
  ///
  /// The sum of four uniform numbers is near enough to a Gaussian for a shaking hand, needs no
  /// logarithm, and cannot throw a point out of the picture.
  float bell() {
    long bits = next();
    long sum =
        (bits & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + ((bits >>> 32) & 0xFFFF) + (bits >>> 48);
    return (float) (sum - 131070L) * (1.7320508f / 65536f);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

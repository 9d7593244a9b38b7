package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Exponential and logarithm of a range of numbers, in exactly defined operations.
///
/// The Vector API's own `EXP` and `LOG` give other bits in compiled code than in interpreted, so
/// that a run could not be repeated. Each function is a loop of its own over whole vectors, in
/// calls to the Vector API and nothing else: the JIT refuses to inline other methods into one of
/// this size, and would put their vectors on the heap. So the steps of the exponential stand in
/// every function that is made of it.
///
/// The polynomials are minimax approximations, found by Lawson's algorithm with the coefficients
/// rounded one after the other: `e^r ≈ 1 + r + r²·p(r)` where `|r| ≤ 0.3478`, relative error
/// 3.3·10⁻⁹, and `ln(1 + f) ≈ f + f²·p(f)` where `√½ ≤ 1 + f ≤ √2`, relative error 4.2·10⁻⁹.
final class VectorMath {
  /// Functions made of others go through intermediate results of at most so many bytes.
  static final long CHUNK = 4096;

  static final float LOG2_E = 1.442695f;
  static final float LN2 = 0.6931472f;
  static final float LN2_HIGH = 0.6933594f;
  static final float LN2_LOW = -0.00021219444f;

  /// Adding this rounds to an integer, which stands in the low bits.
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = 0x4B400000;

  /// The bits of 1.
  static final int ONE_BITS = 0x3F800000;

  static final float EXP_2 = 0.49999994f;
  static final float EXP_3 = 0.1666652f;
  static final float EXP_4 = 0.041668274f;
  static final float EXP_5 = 0.0083688665f;
  static final float EXP_6 = 0.0013820515f;

  static final float LOG_2 = -0.49999988f;
  static final float LOG_3 = 0.33333325f;
  static final float LOG_4 = -0.25001603f;
  static final float LOG_5 = 0.20002007f;
  static final float LOG_6 = -0.16608667f;
  static final float LOG_7 = 0.14180937f;
  static final float LOG_8 = -0.13245292f;
  static final float LOG_9 = 0.12910937f;
  static final float LOG_10 = -0.07624503f;

  /// The bits of √½; what is added to or subtracted from those of a number changes its exponent.
  static final int ROOT_HALF_BITS = 0x3F3504F3;

  static final int EXPONENT_BITS = 0xFF800000;

  private VectorMath() {}

  /// Writes `exp(x − shift)`, and adds it up.
  ///
  /// @param x the address of the numbers
  /// @param shift subtracted from the argument
  /// @param y the address of the results; may be `x`
  /// @param bytes the size of the numbers, whole vectors
  /// @param sums the address of one vector, to which the results are added
  static void exp(long x, float shift, long y, long bytes, long sums) {
    FloatVector low = broadcast(SPECIES, -104f);
    FloatVector high = broadcast(SPECIES, 89f);
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector total = fromMemorySegment(SPECIES, MEMORY, sums, ORDER);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).sub(shift);
      v = v.blend(high, v.compare(GT, high)).blend(low, v.compare(LT, low));
      FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), v);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      p = p.fma(r, broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r, one).fma(r, one);
      // 2ⁿ in two factors: n runs from -150 to 128, beyond the exponents of a single one.
      IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS - 254);
      IntVector half = power.lanewise(LSHR, 1);
      p = p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats());
      p = p.mul(power.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
      p.intoMemorySegment(MEMORY, y + at, ORDER);
      total = total.add(p);
    }
    total.intoMemorySegment(MEMORY, sums, ORDER);
  }

  /// Writes `a − factor·exp(x)`.
  ///
  /// @param x the address of the numbers
  /// @param factor of the exponential
  /// @param a the address of what to subtract from
  /// @param y the address of the results; may be `a`
  /// @param bytes the size of the numbers, whole vectors
  static void subtractExp(long x, float factor, long a, long y, long bytes) {
    FloatVector low = broadcast(SPECIES, -104f);
    FloatVector high = broadcast(SPECIES, 89f);
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector negative = broadcast(SPECIES, -factor);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      v = v.blend(high, v.compare(GT, high)).blend(low, v.compare(LT, low));
      FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), v);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      p = p.fma(r, broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r, one).fma(r, one);
      // 2ⁿ in two factors: n runs from -150 to 128, beyond the exponents of a single one.
      IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS - 254);
      IntVector half = power.lanewise(LSHR, 1);
      p = p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats());
      p = p.mul(power.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
      p.fma(negative, fromMemorySegment(SPECIES, MEMORY, a + at, ORDER))
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Writes `ln(x)`.
  ///
  /// @param x the address of the numbers
  /// @param y the address of the results; may be `x`
  /// @param bytes the size of the numbers, whole vectors
  static void log(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      VectorMask<Float> tiny = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.mul(broadcast(SPECIES, 1f).blend(0x1p24f, tiny)).reinterpretAsInts();
      IntVector exponent = bits.sub(ROOT_HALF_BITS).and(EXPONENT_BITS);
      FloatVector e = (FloatVector) exponent.convert(I2F, 0);
      e = e.fma(broadcast(SPECIES, 0x1p-23f), broadcast(SPECIES, 0f).blend(-24f, tiny));
      FloatVector f = bits.sub(exponent).reinterpretAsFloats().sub(1f);
      FloatVector p = f.fma(broadcast(SPECIES, LOG_10), broadcast(SPECIES, LOG_9));
      p = p.fma(f, broadcast(SPECIES, LOG_8));
      p = p.fma(f, broadcast(SPECIES, LOG_7));
      p = p.fma(f, broadcast(SPECIES, LOG_6));
      p = p.fma(f, broadcast(SPECIES, LOG_5));
      p = p.fma(f, broadcast(SPECIES, LOG_4));
      p = p.fma(f, broadcast(SPECIES, LOG_3));
      p = p.fma(f, broadcast(SPECIES, LOG_2));
      p = e.fma(broadcast(SPECIES, LN2), p.fma(f.mul(f), f));
      FloatVector other = broadcast(SPECIES, Float.NaN);
      other = other.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
      p = other.blend(p, v.compare(GT, 0f));
      p.blend(v, v.compare(EQ, Float.POSITIVE_INFINITY)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }
}

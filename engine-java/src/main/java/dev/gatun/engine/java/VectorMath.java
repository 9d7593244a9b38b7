package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Exponential and logarithm of a range of numbers, in exactly defined operations.
///
/// The Vector API's own `EXP` and `LOG` give other bits in compiled code than in interpreted, so
/// that a run could not be repeated. Each function is a loop of its own over whole vectors, in
/// calls to the Vector API and nothing else: the JIT refuses to inline other methods into one of
/// this size, and would put their vectors on the heap.
///
/// Source of the polynomials: S. Moshier, *Cephes Math Library*, `expf` and `logf`.
final class VectorMath {
  /// Functions made of others go through intermediate results of at most so many bytes.
  static final long CHUNK = 4096;

  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = 0.6933594f;
  private static final float LN2_LOW = -0.00021219444f;

  /// Adding this rounds to an integer, which stands in the low bits.
  private static final float ROUND = 0x1.8p23f;

  private static final float ROOT_HALF = 0.70710677f;

  private VectorMath() {}

  /// Writes `exp(factor·x)`, or `exp(factor·|x|)`.
  ///
  /// @param x the address of the numbers
  /// @param absolute whether to take the absolute value
  /// @param factor of the argument
  /// @param y the address of the results; may be `x`
  /// @param bytes the size of the numbers, whole vectors
  static void exp(long x, boolean absolute, float factor, long y, long bytes) {
    int bits = absolute ? Integer.MAX_VALUE : -1;
    FloatVector low = broadcast(SPECIES, -104f);
    FloatVector high = broadcast(SPECIES, 89f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      v = v.reinterpretAsInts().and(bits).reinterpretAsFloats().mul(factor);
      v = v.blend(high, v.compare(GT, high)).blend(low, v.compare(LT, low));
      FloatVector shifted = v.mul(LOG2_E).add(ROUND);
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), v);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector p = r.fma(broadcast(SPECIES, 0.00019875691f), broadcast(SPECIES, 0.0013981999f));
      p = p.fma(r, broadcast(SPECIES, 0.008333452f));
      p = p.fma(r, broadcast(SPECIES, 0.041665796f));
      p = p.fma(r, broadcast(SPECIES, 0.16666666f));
      p = p.fma(r, broadcast(SPECIES, 0.5f));
      p = p.fma(r.mul(r), r).add(1f);
      // 2ⁿ in two factors: n runs from -150 to 128, beyond the exponents of a single one.
      IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
      IntVector half = power.lanewise(ASHR, 1);
      IntVector rest = power.sub(half);
      p = p.mul(half.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      p = p.mul(rest.add(127).lanewise(LSHL, 23).reinterpretAsFloats());
      p.intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Writes `ln(x + shift)`.
  ///
  /// @param x the address of the numbers
  /// @param shift added to the argument
  /// @param y the address of the results; may be `x`
  /// @param bytes the size of the numbers, whole vectors
  static void log(long x, float shift, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).add(shift);
      VectorMask<Float> tiny = v.compare(LT, Float.MIN_NORMAL);
      IntVector bits = v.mul(broadcast(SPECIES, 1f).blend(0x1p24f, tiny)).reinterpretAsInts();
      // An integer in the low bits of 2²³ makes a float that much greater.
      IntVector exponent = bits.lanewise(LSHR, 23).lanewise(OR, Float.floatToRawIntBits(0x1p23f));
      FloatVector e = exponent.reinterpretAsFloats().sub(0x1p23f);
      e = e.sub(broadcast(SPECIES, 126f).blend(150f, tiny));
      IntVector mantissa = bits.and(0x007FFFFF).lanewise(OR, Float.floatToRawIntBits(0.5f));
      FloatVector m = mantissa.reinterpretAsFloats();
      VectorMask<Float> low = m.compare(LT, ROOT_HALF);
      e = e.blend(e.sub(1f), low);
      FloatVector r = m.add(broadcast(SPECIES, 0f).blend(m, low)).sub(1f);
      FloatVector p = r.fma(broadcast(SPECIES, 0.070376836f), broadcast(SPECIES, -0.1151461f));
      p = p.fma(r, broadcast(SPECIES, 0.116769984f));
      p = p.fma(r, broadcast(SPECIES, -0.12420141f));
      p = p.fma(r, broadcast(SPECIES, 0.14249323f));
      p = p.fma(r, broadcast(SPECIES, -0.16668057f));
      p = p.fma(r, broadcast(SPECIES, 0.20000714f));
      p = p.fma(r, broadcast(SPECIES, -0.24999994f));
      p = p.fma(r, broadcast(SPECIES, 0.3333333f));
      FloatVector square = r.mul(r);
      p = e.fma(broadcast(SPECIES, LN2_LOW), p.mul(r).mul(square));
      p = square.fma(broadcast(SPECIES, -0.5f), p);
      p = e.fma(broadcast(SPECIES, LN2_HIGH), r.add(p));
      p = p.blend(v, v.compare(GE, Float.POSITIVE_INFINITY));
      p = p.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
      p = p.blend(Float.NaN, v.compare(GE, 0f).not());
      p.intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }
}

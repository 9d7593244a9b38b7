package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.VectorMath.EXPONENT_BITS;
import static dev.gatun.engine.java.VectorMath.EXP_2;
import static dev.gatun.engine.java.VectorMath.EXP_3;
import static dev.gatun.engine.java.VectorMath.EXP_4;
import static dev.gatun.engine.java.VectorMath.EXP_5;
import static dev.gatun.engine.java.VectorMath.EXP_6;
import static dev.gatun.engine.java.VectorMath.LN2;
import static dev.gatun.engine.java.VectorMath.LN2_HIGH;
import static dev.gatun.engine.java.VectorMath.LN2_LOW;
import static dev.gatun.engine.java.VectorMath.LOG2_E;
import static dev.gatun.engine.java.VectorMath.LOG_10;
import static dev.gatun.engine.java.VectorMath.LOG_2;
import static dev.gatun.engine.java.VectorMath.LOG_3;
import static dev.gatun.engine.java.VectorMath.LOG_4;
import static dev.gatun.engine.java.VectorMath.LOG_5;
import static dev.gatun.engine.java.VectorMath.LOG_6;
import static dev.gatun.engine.java.VectorMath.LOG_7;
import static dev.gatun.engine.java.VectorMath.LOG_8;
import static dev.gatun.engine.java.VectorMath.LOG_9;
import static dev.gatun.engine.java.VectorMath.ONE_BITS;
import static dev.gatun.engine.java.VectorMath.ROOT_HALF_BITS;
import static dev.gatun.engine.java.VectorMath.ROUND;
import static dev.gatun.engine.java.VectorMath.ROUND_BITS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Functions made of the exponential or the logarithm, of whole vectors; see [VectorMath] for the
/// steps.
///
/// Errors stay below 4 units in the last place; the test of the elementwise functions measures
/// them.
final class VectorComposed {
  private VectorComposed() {}

  /// Writes `e^x − 1 = 2·(2ⁿ⁻¹·(e^r − 1) + (2ⁿ⁻¹ − ½))`, where `x = n·ln 2 + r`.
  static void expm1(long x, long y, long bytes) {
    FloatVector low = broadcast(SPECIES, -18f);
    FloatVector high = broadcast(SPECIES, 89f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      v = v.blend(high, v.compare(GT, high)).blend(low, v.compare(LT, low));
      FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), v);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      p = p.fma(r, broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r.mul(r), r);
      IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS - (1 << 23));
      FloatVector scale = power.reinterpretAsFloats();
      p = p.fma(scale, scale.sub(0.5f));
      p = p.add(p);
      // The sign of zero.
      p.reinterpretAsInts()
          .lanewise(OR, sign)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void elu(float p, long x, long y, long bytes) {
    FloatVector low = broadcast(SPECIES, -18f);
    FloatVector slope = broadcast(SPECIES, p);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      VectorMask<Float> above = v.compare(GT, 0f);
      FloatVector below = v.blend(0f, above).blend(low, v.compare(LT, low));
      FloatVector shifted = below.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2), below);
      FloatVector e = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      e = e.fma(r, broadcast(SPECIES, EXP_4));
      e = e.fma(r, broadcast(SPECIES, EXP_3));
      e = e.fma(r, broadcast(SPECIES, EXP_2));
      e = e.fma(r.mul(r), r);
      IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector scale = power.reinterpretAsFloats();
      e = e.fma(scale, scale.sub(1f)).mul(slope);
      e.blend(v, above).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Finishes the gradient of ELU.
  ///
  /// @param e the address of the exponentials of the arguments
  static void eluGradient(float p, long e, long x, long dy, long dx, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      FloatVector below = fromMemorySegment(SPECIES, MEMORY, e + at, ORDER).mul(p).mul(d);
      below
          .blend(d, fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).compare(GT, 0f))
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }

  /// Writes `ln(1 + x) = e·ln 2 + ln(1 + f)`, where `1 + x = 2ᵉ·(1 + f)`, so that `f = 2⁻ᵉ·x + (2⁻ᵉ
  /// − 1)`.
  static void log1p(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector u = v.add(1f);
      IntVector exponent = u.reinterpretAsInts().sub(ROOT_HALF_BITS).and(EXPONENT_BITS);
      FloatVector e = ((FloatVector) exponent.convert(I2F, 0)).mul(0x1p-23f);
      // 2²⁻ᵉ, since 2⁻ᵉ may be below the normal numbers.
      FloatVector scale = exponent.neg().add(ONE_BITS + (2 << 23)).reinterpretAsFloats();
      FloatVector f = scale.fma(broadcast(SPECIES, 0.25f), broadcast(SPECIES, -1f));
      f = f.add(v.reinterpretAsInts().sub(exponent).reinterpretAsFloats());
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
      other = other.blend(Float.NEGATIVE_INFINITY, u.compare(EQ, 0f));
      p = other.blend(p, u.compare(GT, 0f));
      p.blend(v, u.compare(EQ, Float.POSITIVE_INFINITY)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Writes `max(x, 0) + ln(1 + e)`, where `e` is the exponential of `−|x|`.
  static void softplus(long x, long y, long bytes) {
    FloatVector low = broadcast(SPECIES, -104f);
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector zero = broadcast(SPECIES, 0f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector a = v.reinterpretAsInts().lanewise(OR, Integer.MIN_VALUE).reinterpretAsFloats();
      a = a.blend(low, a.compare(LT, low));
      FloatVector shifted = a.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), a);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector e = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      e = e.fma(r, broadcast(SPECIES, EXP_4));
      e = e.fma(r, broadcast(SPECIES, EXP_3));
      e = e.fma(r, broadcast(SPECIES, EXP_2));
      e = e.fma(r, one).fma(r, one);
      IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS - 254);
      IntVector half = power.lanewise(LSHR, 1);
      e = e.mul(half.lanewise(LSHL, 23).reinterpretAsFloats());
      e = e.mul(power.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
      // 1 + e is halved where that brings it nearer to 1.
      VectorMask<Float> halved = e.compare(GT, 0.41421357f);
      FloatVector f = e.blend(e.sub(one).mul(0.5f), halved);
      FloatVector p = f.fma(broadcast(SPECIES, LOG_10), broadcast(SPECIES, LOG_9));
      p = p.fma(f, broadcast(SPECIES, LOG_8));
      p = p.fma(f, broadcast(SPECIES, LOG_7));
      p = p.fma(f, broadcast(SPECIES, LOG_6));
      p = p.fma(f, broadcast(SPECIES, LOG_5));
      p = p.fma(f, broadcast(SPECIES, LOG_4));
      p = p.fma(f, broadcast(SPECIES, LOG_3));
      p = p.fma(f, broadcast(SPECIES, LOG_2));
      p = p.fma(f.mul(f), f).add(zero.blend(LN2, halved));
      p.add(v.blend(zero, v.compare(LT, zero))).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Writes `1 / (1 + e⁻ˣ)`, or that times a gradient.
  ///
  /// @param dy the address of the gradient; 0 where there is none
  static void sigmoid(long x, long dy, long y, long bytes) {
    FloatVector low = broadcast(SPECIES, -104f);
    FloatVector one = broadcast(SPECIES, 1f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector a = v.reinterpretAsInts().lanewise(OR, Integer.MIN_VALUE).reinterpretAsFloats();
      a = a.blend(low, a.compare(LT, low));
      FloatVector shifted = a.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), a);
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r);
      FloatVector e = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      e = e.fma(r, broadcast(SPECIES, EXP_4));
      e = e.fma(r, broadcast(SPECIES, EXP_3));
      e = e.fma(r, broadcast(SPECIES, EXP_2));
      e = e.fma(r, one).fma(r, one);
      IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS - 254);
      IntVector half = power.lanewise(LSHR, 1);
      e = e.mul(half.lanewise(LSHL, 23).reinterpretAsFloats());
      e = e.mul(power.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
      FloatVector result = one.blend(e, v.compare(LT, 0f)).div(e.add(one));
      if (dy == 0) {
        result.intoMemorySegment(MEMORY, y + at, ORDER);
      } else {
        result
            .mul(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER))
            .intoMemorySegment(MEMORY, y + at, ORDER);
      }
    }
  }

  /// Writes `e / (e + 2)` with the sign of `x`, where `e = e^(2|x|) − 1`.
  static void tanh(long x, long y, long bytes) {
    FloatVector high = broadcast(SPECIES, 9.5f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      FloatVector a = v.abs();
      a = a.blend(high, a.compare(GT, high));
      a = a.add(a);
      FloatVector shifted = a.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2), a);
      FloatVector p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      p = p.fma(r, broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r.mul(r), r);
      IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector scale = power.reinterpretAsFloats();
      p = p.fma(scale, scale.sub(1f));
      p = p.div(p.add(2f));
      p.reinterpretAsInts()
          .lanewise(OR, sign)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }
}

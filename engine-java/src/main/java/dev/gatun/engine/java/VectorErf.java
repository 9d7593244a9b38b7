package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.VectorMath.EXP_2;
import static dev.gatun.engine.java.VectorMath.EXP_3;
import static dev.gatun.engine.java.VectorMath.EXP_4;
import static dev.gatun.engine.java.VectorMath.EXP_5;
import static dev.gatun.engine.java.VectorMath.EXP_6;
import static dev.gatun.engine.java.VectorMath.LN2;
import static dev.gatun.engine.java.VectorMath.LN2_HIGH;
import static dev.gatun.engine.java.VectorMath.LN2_LOW;
import static dev.gatun.engine.java.VectorMath.LOG2_E;
import static dev.gatun.engine.java.VectorMath.ONE_BITS;
import static dev.gatun.engine.java.VectorMath.ROUND;
import static dev.gatun.engine.java.VectorMath.ROUND_BITS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The error function of whole vectors, and its gradient; see [VectorMath] for the steps of the
/// exponential.
///
/// Up to 0.93 it is `x + x·p(x²)`, beyond `1 − e^p(|x|)`, where the polynomials are minimax
/// approximations found by Lawson's algorithm with the coefficients rounded one after the other:
/// relative errors 9.0·10⁻¹⁰ and 1.6·10⁻⁹. From 3.95 on the result rounds to 1.
final class VectorErf {
  private static final float TWO_OVER_ROOT_PI = 1.1283792f;

  private VectorErf() {}

  static void erf(long x, long y, long bytes) {
    FloatVector high = broadcast(SPECIES, 3.95f);
    FloatVector one = broadcast(SPECIES, 1f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector z = v.mul(v);
      FloatVector p = z.fma(broadcast(SPECIES, 7.996649e-5f), broadcast(SPECIES, -8.0497697e-4f));
      p = p.fma(z, broadcast(SPECIES, 0.005192405f));
      p = p.fma(z, broadcast(SPECIES, -0.026855731f));
      p = p.fma(z, broadcast(SPECIES, 0.11283626f));
      p = p.fma(z, broadcast(SPECIES, -0.3761263f));
      p = p.fma(z, broadcast(SPECIES, 0.12837917f));
      FloatVector near = p.fma(v, v);

      FloatVector a = v.abs();
      a = a.blend(high, a.compare(GT, high));
      p = a.fma(broadcast(SPECIES, 1.9593319e-4f), broadcast(SPECIES, -0.0030431931f));
      p = p.fma(a, broadcast(SPECIES, 0.02222687f));
      p = p.fma(a, broadcast(SPECIES, -0.10393156f));
      p = p.fma(a, broadcast(SPECIES, -0.63718224f));
      p = p.fma(a, broadcast(SPECIES, -1.1276757f));
      p = p.fma(a, broadcast(SPECIES, -1.9566678e-4f));
      FloatVector shifted = p.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2), p);
      p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      p = p.fma(r, broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r, one).fma(r, one);
      IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS);
      FloatVector far = one.sub(p.mul(power.reinterpretAsFloats()));
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      far = far.reinterpretAsInts().lanewise(OR, sign).reinterpretAsFloats();
      far.blend(near, a.compare(LT, 0.93f)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Writes `2/√π·e^(−x²)·dy`. The square is taken to twice the precision: its rounding error would
  /// be an error of the exponential many times as large.
  static void gradient(long x, long dy, long dx, long bytes) {
    FloatVector one = broadcast(SPECIES, 1f);
    FloatVector high = broadcast(SPECIES, 10.5f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).abs();
      v = v.blend(high, v.compare(GT, high));
      FloatVector square = v.mul(v);
      FloatVector error = v.fma(v, square.neg());
      FloatVector shifted = square.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -LN2_HIGH), square.neg());
      r = n.fma(broadcast(SPECIES, -LN2_LOW), r).sub(error);
      FloatVector p = r.fma(broadcast(SPECIES, EXP_6), broadcast(SPECIES, EXP_5));
      p = p.fma(r, broadcast(SPECIES, EXP_4));
      p = p.fma(r, broadcast(SPECIES, EXP_3));
      p = p.fma(r, broadcast(SPECIES, EXP_2));
      p = p.fma(r, one).fma(r, one).mul(TWO_OVER_ROOT_PI);
      IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS - 254);
      IntVector half = power.lanewise(LSHR, 1);
      p = p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats());
      p = p.mul(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER));
      p = p.mul(power.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
      p.intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }
}

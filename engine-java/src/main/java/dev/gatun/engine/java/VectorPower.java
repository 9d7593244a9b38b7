package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.OR;

import dev.gatun.engine.Unary;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Powers of whole vectors, in double precision: an error of the logarithm counts as often as the
/// exponent says.
///
/// `|x|ᵖ = 2ⁿ·2ʳ`, where `n + r = p·log₂|x|`, then the sign and the cases that [Math#pow] knows.
/// The polynomials are minimax approximations found by Lawson's algorithm: `log₂(1 + f) ≈ f·p(f)`
/// where `√½ ≤ 1 + f ≤ √2`, relative error 2⁻³²·⁶, and `2ʳ` where `|r| ≤ ½`, relative error 2⁻²⁹.
final class VectorPower {
  private static final VectorSpecies<Double> DOUBLES = SPECIES.withLanes(double.class);

  /// Adding this rounds to an integer, which stands in the low bits.
  private static final double ROUND = 0x1.8p52;

  private static final long ROOT_HALF_BITS = 0x3FE6A09E667F3BCDL;
  private static final long EXPONENT_BITS = 0xFFF0000000000000L;

  private VectorPower() {}

  /// Writes `xᵖ`.
  ///
  /// @param x the address of the numbers
  /// @param y the address of the results; may be `x`
  /// @param bytes the size of the numbers, whole vectors
  static void value(double p, long x, long y, long bytes, Buffers buffers) {
    if (!Double.isFinite(p)) {
      scalar(p, x, 0, y, bytes);
    } else if (p == 0 || p == 1 || p == 2 || p == 3 || p == -1 || p == 0.5) {
      simple((float) p, x, y, bytes);
    } else {
      power(p, 1, x, 0, y, bytes, buffers);
    }
  }

  /// Writes `p·xᵖ⁻¹·dy`.
  ///
  /// @param x the address of the numbers
  /// @param dy the address of the gradient
  /// @param dx the address of the results; may be `dy`
  /// @param bytes the size of the numbers, whole vectors
  static void gradient(double p, long x, long dy, long dx, long bytes, Buffers buffers) {
    if (!Double.isFinite(p)) {
      scalar(p, x, dy, dx, bytes);
    } else if (p == 0 || p == 1 || p == 2) {
      simpleGradient((float) p, x, dy, dx, bytes);
    } else {
      power(p - 1, p, x, dy, dx, bytes, buffers);
    }
  }

  private static void scalar(double p, long x, long dy, long y, long bytes) {
    for (long at = 0; at < bytes; at += Float.BYTES) {
      double v = MEMORY.get(FLOAT, x + at);
      double result =
          dy == 0
              ? Functions.value(Unary.POW, p, 0, v)
              : Functions.derivative(Unary.POW, p, 0, v, 0) * MEMORY.get(FLOAT, dy + at);
      MEMORY.set(FLOAT, y + at, (float) result);
    }
  }

  private static void simple(float p, long x, long y, long bytes) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      if (p == 0) {
        one.intoMemorySegment(MEMORY, y + at, ORDER);
      } else if (p == 1) {
        v.intoMemorySegment(MEMORY, y + at, ORDER);
      } else if (p == 2) {
        v.mul(v).intoMemorySegment(MEMORY, y + at, ORDER);
      } else if (p == 3) {
        v.mul(v).mul(v).intoMemorySegment(MEMORY, y + at, ORDER);
      } else if (p == -1) {
        one.div(v).intoMemorySegment(MEMORY, y + at, ORDER);
      } else {
        // Other than the root, the power of -0 is 0, and that of negative infinity infinity.
        v.add(0f)
            .sqrt()
            .blend(v.abs(), v.compare(EQ, Float.NEGATIVE_INFINITY))
            .intoMemorySegment(MEMORY, y + at, ORDER);
      }
    }
  }

  private static void simpleGradient(float p, long x, long dy, long dx, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector d = FloatVector.fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      if (p == 0) {
        d.mul(0f).intoMemorySegment(MEMORY, dx + at, ORDER);
      } else if (p == 1) {
        d.intoMemorySegment(MEMORY, dx + at, ORDER);
      } else {
        d = FloatVector.fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).mul(d);
        d.add(d).intoMemorySegment(MEMORY, dx + at, ORDER);
      }
    }
  }

  /// Writes `factor·xᵖ`, or that times a gradient, half a vector at a time, as the numbers are
  /// twice as long here. Either half goes through memory to the beginning of a vector of full
  /// width: no kernel uses floats of two widths ([Lanes]).
  ///
  /// @param p the exponent, finite and not 0
  /// @param factor what to multiply by
  /// @param x the address of the numbers
  /// @param dy the address of the gradient; 0 where there is none
  /// @param y the address of the results; may be `x` or `dy`
  /// @param bytes the size of the numbers, whole vectors
  private static void power(
      double p, double factor, long x, long dy, long y, long bytes, Buffers buffers) {
    boolean integer = Math.rint(p) == p;
    long sign = integer && Math.abs(p % 2) == 1 ? Long.MIN_VALUE : 0;
    DoubleVector low = broadcast(DOUBLES, -1000);
    DoubleVector high = broadcast(DOUBLES, 1000);
    DoubleVector infinity = broadcast(DOUBLES, Double.POSITIVE_INFINITY);
    // Powers of numbers below it are none.
    double negativeLimit = integer ? Double.NEGATIVE_INFINITY : 0;
    long halves = buffers.tile();
    long gradients = halves + 2 * BYTES;
    long results = gradients + 2 * BYTES;
    for (long at = 0; at < bytes; at += BYTES / 2) {
      boolean second = at % BYTES != 0;
      if (!second) {
        FloatVector.fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
            .intoMemorySegment(MEMORY, halves, ORDER);
      }
      long half = second ? BYTES / 2 : 0;
      DoubleVector v =
          (DoubleVector)
              FloatVector.fromMemorySegment(SPECIES, MEMORY, halves + half, ORDER)
                  .convertShape(F2D, DOUBLES, 0);
      DoubleVector a = v.abs();
      LongVector bits = a.reinterpretAsLongs();
      LongVector exponent = bits.sub(ROOT_HALF_BITS).and(EXPONENT_BITS);
      DoubleVector f = bits.sub(exponent).reinterpretAsDoubles().sub(1);
      // An integer in the low bits of 2⁵² makes a number that much greater; 1024 keeps it positive.
      DoubleVector e =
          exponent
              .add(1024L << 52)
              .lanewise(LSHR, 52)
              .lanewise(OR, Double.doubleToRawLongBits(0x1p52))
              .reinterpretAsDoubles()
              .sub(0x1p52 + 1024);
      DoubleVector l =
          f.fma(broadcast(DOUBLES, -0.08636120017059927), broadcast(DOUBLES, 0.15488463333309352));
      l = l.fma(f, broadcast(DOUBLES, -0.15699094934304958));
      l = l.fma(f, broadcast(DOUBLES, 0.1589975419902783));
      l = l.fma(f, broadcast(DOUBLES, -0.17904505539932244));
      l = l.fma(f, broadcast(DOUBLES, 0.20609641378117882));
      l = l.fma(f, broadcast(DOUBLES, -0.2405042946648952));
      l = l.fma(f, broadcast(DOUBLES, 0.2885406428597272));
      l = l.fma(f, broadcast(DOUBLES, -0.3606727977928104));
      l = l.fma(f, broadcast(DOUBLES, 0.480898320697136));
      l = l.fma(f, broadcast(DOUBLES, -0.7213475252299225));
      l = l.fma(f, broadcast(DOUBLES, 1.4426950409394539));
      l = l.fma(f, e);
      l = l.blend(Double.NEGATIVE_INFINITY, a.compare(EQ, 0)).blend(a, a.compare(EQ, infinity));
      l = l.mul(p);
      l = l.blend(high, l.compare(GT, high)).blend(low, l.compare(LT, low));
      DoubleVector shifted = l.add(ROUND);
      DoubleVector r = l.sub(shifted.sub(ROUND));
      DoubleVector m =
          r.fma(
              broadcast(DOUBLES, 0.00015345807526025572),
              broadcast(DOUBLES, 0.0013399931182821383));
      m = m.fma(r, broadcast(DOUBLES, 0.009618488973718795));
      m = m.fma(r, broadcast(DOUBLES, 0.0555032877707858));
      m = m.fma(r, broadcast(DOUBLES, 0.24022646890481528));
      m = m.fma(r, broadcast(DOUBLES, 0.6931472057371972));
      m = m.fma(r, broadcast(DOUBLES, 1.0000000005541865));
      LongVector power = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
      m = m.reinterpretAsLongs().add(power).reinterpretAsDoubles();
      m = m.blend(infinity, l.compare(EQ, high)).blend(0, l.compare(EQ, low));
      LongVector negative = v.reinterpretAsLongs().and(sign);
      m = m.reinterpretAsLongs().lanewise(OR, negative).reinterpretAsDoubles();
      VectorMask<Double> none =
          v.compare(NE, v).or(v.compare(LT, negativeLimit).and(a.compare(LT, infinity)));
      m = m.blend(Double.NaN, none).mul(factor);
      if (dy != 0) {
        if (!second) {
          FloatVector.fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER)
              .intoMemorySegment(MEMORY, gradients, ORDER);
        }
        m =
            m.mul(
                FloatVector.fromMemorySegment(SPECIES, MEMORY, gradients + half, ORDER)
                    .convertShape(F2D, DOUBLES, 0));
      }
      ((FloatVector) m.convertShape(D2F, SPECIES, 0))
          .intoMemorySegment(MEMORY, results + half, ORDER);
      if (second) {
        FloatVector.fromMemorySegment(SPECIES, MEMORY, results, ORDER)
            .intoMemorySegment(MEMORY, y + at - half, ORDER);
      }
    }
  }
}

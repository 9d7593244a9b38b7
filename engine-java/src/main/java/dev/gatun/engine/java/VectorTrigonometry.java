package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.VectorMath.ROUND;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// The sine of whole vectors, moved by quarters of its period.
///
/// The nearest multiple of π/2 is subtracted in three parts (Cody, Waite 1980, *Software Manual for
/// the Elementary Functions*), of which the first leaves no error where `|x|` is at most [#LIMIT]:
/// there the difference is a multiple of 2⁻²³ below 1. Greater arguments are left to
/// [java.lang.Math], each by itself, so that no result depends on its neighbours.
///
/// Source of the polynomials: S. Moshier, *Cephes Math Library*, `sinf` and `cosf`.
final class VectorTrigonometry {
  /// The greatest argument for which the reduction is accurate.
  private static final float LIMIT = 65536f;

  private static final float TWO_OVER_PI = 0.63661975f;
  private static final float PI_HALF_1 = 1.5707964f;
  private static final float PI_HALF_2 = -4.371139e-08f;
  private static final float PI_HALF_3 = -1.7151245e-15f;

  private VectorTrigonometry() {}

  /// Writes `sin(x + quarters·π/2)`, or that times a gradient.
  ///
  /// @param x the address of the numbers
  /// @param quarters 0 for the sine, 1 for the cosine, 2 for the sine's negative
  /// @param dy the address of the gradient; 0 where there is none
  /// @param y the address of the results; may be `x` or `dy`
  /// @param bytes the size of the numbers, whole vectors
  static void sine(long x, int quarters, long dy, long y, long bytes, Buffers buffers) {
    FloatVector one = broadcast(SPECIES, 1f);
    long spare = buffers.spare();
    long results = buffers.constant(0);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector shifted = v.fma(broadcast(SPECIES, TWO_OVER_PI), broadcast(SPECIES, ROUND));
      FloatVector n = shifted.sub(ROUND);
      FloatVector r = n.fma(broadcast(SPECIES, -PI_HALF_1), v);
      r = n.fma(broadcast(SPECIES, -PI_HALF_2), r);
      r = n.fma(broadcast(SPECIES, -PI_HALF_3), r);
      FloatVector z = r.mul(r);
      FloatVector p = z.fma(broadcast(SPECIES, -1.9515296e-4f), broadcast(SPECIES, 0.008332161f));
      p = p.fma(z, broadcast(SPECIES, -0.16666655f));
      FloatVector sine = p.fma(z, one).mul(r);
      FloatVector c = z.fma(broadcast(SPECIES, 2.4433157e-5f), broadcast(SPECIES, -0.0013887316f));
      c = c.fma(z, broadcast(SPECIES, 0.041666646f));
      c = c.fma(z, broadcast(SPECIES, -0.5f));
      FloatVector cosine = c.fma(z, one);
      IntVector quadrant = shifted.reinterpretAsInts().add(quarters);
      FloatVector result = sine.blend(cosine, quadrant.and(1).compare(NE, 0).cast(SPECIES));
      IntVector sign = quadrant.and(2).lanewise(LSHL, 30);
      result = result.reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
      VectorMask<Float> large = v.abs().compare(GT, LIMIT);
      if (large.anyTrue()) {
        v.intoMemorySegment(MEMORY, spare, ORDER);
        result.intoMemorySegment(MEMORY, results, ORDER);
        large(spare, quarters, results);
        finish(results, dy == 0 ? 0 : dy + at, y + at);
      } else if (dy == 0) {
        result.intoMemorySegment(MEMORY, y + at, ORDER);
      } else {
        result
            .mul(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER))
            .intoMemorySegment(MEMORY, y + at, ORDER);
      }
    }
  }

  /// Writes a vector, or that times a gradient.
  private static void finish(long results, long dy, long y) {
    FloatVector result = fromMemorySegment(SPECIES, MEMORY, results, ORDER);
    if (dy == 0) {
      result.intoMemorySegment(MEMORY, y, ORDER);
    } else {
      result.mul(fromMemorySegment(SPECIES, MEMORY, dy, ORDER)).intoMemorySegment(MEMORY, y, ORDER);
    }
  }

  /// Replaces the results of one vector whose arguments are large.
  private static void large(long x, int quarters, long y) {
    for (long at = 0; at < BYTES; at += Float.BYTES) {
      float v = MEMORY.get(FLOAT, x + at);
      if (Math.abs(v) > LIMIT) {
        double result = quarters == 1 ? Math.cos(v) : Math.sin(v);
        MEMORY.set(FLOAT, y + at, (float) (quarters == 2 ? -result : result));
      }
    }
  }
}

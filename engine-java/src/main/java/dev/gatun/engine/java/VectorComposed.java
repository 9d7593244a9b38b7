package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Functions made of the exponential or the logarithm, a chunk of whole vectors, at most
/// [VectorMath#CHUNK] bytes, at a time.
///
/// Errors stay below 4 units in the last place; the test of the elementwise functions measures
/// them.
final class VectorComposed {
  private VectorComposed() {}

  static void expm1(long x, long y, long bytes, Buffers buffers) {
    long e = buffers.chunk(1);
    VectorMath.exp(x, false, 1, e, bytes);
    expm1(x, e, y, bytes);
  }

  /// Near zero the first terms of the series, elsewhere `e − 1`.
  private static void expm1(long x, long e, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector p = v.fma(broadcast(SPECIES, 1f / 40320), broadcast(SPECIES, 1f / 5040));
      p = p.fma(v, broadcast(SPECIES, 1f / 720));
      p = p.fma(v, broadcast(SPECIES, 1f / 120));
      p = p.fma(v, broadcast(SPECIES, 1f / 24));
      p = p.fma(v, broadcast(SPECIES, 1f / 6));
      p = p.fma(v, broadcast(SPECIES, 0.5f));
      FloatVector near = v.mul(p.fma(v, broadcast(SPECIES, 1f)));
      VectorMask<Float> isNear = v.abs().compare(LT, 0.5f);
      fromMemorySegment(SPECIES, MEMORY, e + at, ORDER)
          .sub(1f)
          .blend(near, isNear)
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void elu(float p, long x, long y, long bytes, Buffers buffers) {
    long below = buffers.chunk(0);
    expm1(x, below, bytes, buffers);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      fromMemorySegment(SPECIES, MEMORY, below + at, ORDER)
          .mul(p)
          .blend(v, v.compare(GT, 0f))
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void eluGradient(float p, long x, long dy, long dx, long bytes, Buffers buffers) {
    long e = buffers.chunk(0);
    VectorMath.exp(x, false, 1, e, bytes);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      FloatVector below = fromMemorySegment(SPECIES, MEMORY, e + at, ORDER).mul(p).mul(d);
      below
          .blend(d, fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).compare(GT, 0f))
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }

  static void log1p(long x, long y, long bytes, Buffers buffers) {
    long logarithm = buffers.chunk(1);
    VectorMath.log(x, 1, logarithm, bytes);
    log1p(x, logarithm, y, bytes);
  }

  /// Adds the rounding error of `1 + x`, relative to it, back to the logarithm.
  private static void log1p(long x, long logarithm, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector u = v.add(1f);
      FloatVector error = v.sub(u.sub(1f)).div(u);
      VectorMask<Float> none = u.compare(LE, 0f).or(v.compare(GE, 0x1p25f));
      FloatVector sum =
          fromMemorySegment(SPECIES, MEMORY, logarithm + at, ORDER).add(error.blend(0f, none));
      sum.blend(v, u.compare(EQ, 1f)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void softplus(long x, long y, long bytes, Buffers buffers) {
    long rest = buffers.chunk(0);
    VectorMath.exp(x, true, -1, rest, bytes);
    log1p(rest, rest, bytes, buffers);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      v.blend(0f, v.compare(LT, 0f))
          .add(fromMemorySegment(SPECIES, MEMORY, rest + at, ORDER))
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void softplusGradient(long x, long dy, long dx, long bytes, Buffers buffers) {
    long slope = buffers.chunk(1);
    sigmoid(x, slope, bytes, buffers);
    for (long at = 0; at < bytes; at += BYTES) {
      fromMemorySegment(SPECIES, MEMORY, slope + at, ORDER)
          .mul(fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER))
          .intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }

  static void sigmoid(long x, long y, long bytes, Buffers buffers) {
    long exponential = buffers.chunk(0);
    VectorMath.exp(x, true, -1, exponential, bytes);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector e = fromMemorySegment(SPECIES, MEMORY, exponential + at, ORDER);
      FloatVector above =
          broadcast(SPECIES, 1f)
              .blend(e, fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).compare(LT, 0f));
      above.div(e.add(1f)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  /// Near zero a polynomial (Cephes, `tanhf`), elsewhere `1 − 2/(e^(2|x|) + 1)` with the sign of
  /// `x`.
  static void tanh(long x, long y, long bytes, Buffers buffers) {
    long exponential = buffers.chunk(0);
    VectorMath.exp(x, true, 2, exponential, bytes);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector z = v.mul(v);
      FloatVector p = z.fma(broadcast(SPECIES, -0.0057049887f), broadcast(SPECIES, 0.020639088f));
      p = p.fma(z, broadcast(SPECIES, -0.053739715f));
      p = p.fma(z, broadcast(SPECIES, 0.13331442f));
      p = p.fma(z, broadcast(SPECIES, -0.3333328f));
      FloatVector near = p.mul(z).fma(v, v);
      FloatVector e = fromMemorySegment(SPECIES, MEMORY, exponential + at, ORDER);
      FloatVector far = broadcast(SPECIES, 1f).sub(broadcast(SPECIES, 2f).div(e.add(1f)));
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      far = far.reinterpretAsInts().lanewise(OR, sign).reinterpretAsFloats();
      far.blend(near, v.abs().compare(LT, 0.625f)).intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }
}

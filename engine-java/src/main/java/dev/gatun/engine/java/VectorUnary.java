package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.bound;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import jdk.incubator.vector.FloatVector;

/// Functions of one number.
final class VectorUnary {
  /// Loops of many operations are given so many bytes at a time. The JIT unrolls them by as much as
  /// they have been seen to run long, and unrolled by very much they wait for memory before they
  /// compute: four million exponentials took twice as long.
  private static final long BLOCK = 16_384;

  private VectorUnary() {}

  static void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    unary(f, p, q, x.address(), y.address(), y.size() * Float.BYTES);
  }

  static void unary(Unary f, double p, double q, long x, long y, long bytes) {
    Buffers buffers = Buffers.ofThread();
    long end = bound(bytes);
    long step = isSimple(f) ? end : BLOCK;
    for (long at = 0; at < end; at += step) {
      whole(f, p, q, x + at, y + at, Math.min(step, end - at), buffers);
    }
    if (end < bytes) {
      long rest = buffers.rest(0);
      Lanes.stage(x + end, rest, Lanes.rest(bytes));
      whole(f, p, q, rest, rest, BYTES, buffers);
      Lanes.unstage(rest, y + end, Lanes.rest(bytes));
    }
  }

  /// {@return whether a function takes a few operations}
  private static boolean isSimple(Unary f) {
    return switch (f) {
      case AFFINE, ABS, SIGN, ABOVE, BELOW, CLAMP, SQUARE, SQRT, RELU, LEAKY_RELU -> true;
      default -> false;
    };
  }

  private static void whole(
      Unary f, double p, double q, long x, long y, long bytes, Buffers buffers) {
    switch (f) {
      case RELU -> relu(x, y, bytes);
      case EXP -> VectorMath.exp(x, 0, y, bytes, buffers.spare());
      case LOG -> VectorMath.log(x, y, bytes);
      case EXPM1 -> VectorComposed.expm1(x, y, bytes);
      case LOG1P -> VectorComposed.log1p(x, y, bytes);
      case SIGMOID -> VectorComposed.sigmoid(x, 0, y, bytes);
      case TANH -> VectorComposed.tanh(x, y, bytes);
      case SOFTPLUS -> VectorComposed.softplus(x, y, bytes);
      case ELU -> VectorComposed.elu((float) p, x, y, bytes);
      case ERF -> VectorErf.erf(x, y, bytes);
      case SIN -> VectorTrigonometry.sine(x, 0, 0, y, bytes, buffers);
      case COS -> VectorTrigonometry.sine(x, 1, 0, y, bytes, buffers);
      case POW -> VectorPower.value(p, x, y, bytes, buffers);
      default -> simple(f, (float) p, (float) q, x, y, bytes);
    }
  }

  private static void relu(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      // As integers: negative ones are the numbers below zero.
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .reinterpretAsInts()
          .max(0)
          .reinterpretAsFloats()
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  private static void simple(Unary f, float p, float q, long x, long y, long bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector vp = FloatVector.broadcast(SPECIES, p);
    FloatVector vq = FloatVector.broadcast(SPECIES, q);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER);
      FloatVector result =
          switch (f) {
            case AFFINE -> v.fma(vp, vq);
            case ABS -> v.abs();
            case SIGN -> v.blend(1f, v.compare(GT, 0f)).blend(-1f, v.compare(LT, 0f));
            case ABOVE -> v.blend(zero, v.compare(EQ, v)).blend(vq, v.compare(GT, vp));
            case BELOW -> v.blend(zero, v.compare(EQ, v)).blend(vq, v.compare(LT, vp));
            case CLAMP -> v.blend(vp, v.compare(LT, vp)).blend(vq, v.compare(GT, vq));
            case SQUARE -> v.mul(v);
            case SQRT -> v.sqrt();
            case LEAKY_RELU -> v.mul(vp).blend(v, v.compare(GT, zero));
            default -> throw new AssertionError(f);
          };
      result.intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  static void gradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    long input = f.gradientFromOutput() ? y.address() : x.address();
    gradient(f, p, q, input, dy.address(), dx.address(), dx.size() * Float.BYTES);
  }

  /// Computes `dx = f′·dy`.
  ///
  /// @param input the function's output where [Unary#gradientFromOutput], else its input
  static void gradient(Unary f, double p, double q, long input, long dy, long dx, long bytes) {
    Buffers buffers = Buffers.ofThread();
    long end = bound(bytes);
    long step = f == Unary.SOFTPLUS || f == Unary.ERF ? BLOCK : end;
    for (long at = 0; at < end; at += step) {
      long size = Math.min(step, end - at);
      wholeGradient(f, p, q, input + at, dy + at, dx + at, size, buffers);
    }
    if (end < bytes) {
      long rest = buffers.rest(0);
      long restDy = buffers.rest(1);
      Lanes.stage(input + end, rest, Lanes.rest(bytes));
      Lanes.stage(dy + end, restDy, Lanes.rest(bytes));
      wholeGradient(f, p, q, rest, restDy, restDy, BYTES, buffers);
      Lanes.unstage(restDy, dx + end, Lanes.rest(bytes));
    }
  }

  private static void wholeGradient(
      Unary f, double p, double q, long input, long dy, long dx, long bytes, Buffers buffers) {
    switch (f) {
      case ELU -> eluGradient((float) p, input, dy, dx, bytes, buffers);
      case SOFTPLUS -> VectorComposed.sigmoid(input, dy, dx, bytes);
      case ERF -> VectorErf.gradient(input, dy, dx, bytes);
      case SIN -> VectorTrigonometry.sine(input, 1, dy, dx, bytes, buffers);
      case COS -> VectorTrigonometry.sine(input, 2, dy, dx, bytes, buffers);
      case POW -> VectorPower.gradient(p, input, dy, dx, bytes, buffers);
      default -> simpleGradient(f, (float) p, (float) q, input, dy, dx, bytes);
    }
  }

  private static void eluGradient(float p, long x, long dy, long dx, long bytes, Buffers buffers) {
    long e = buffers.chunk(0);
    for (long at = 0; at < bytes; at += VectorMath.CHUNK) {
      long size = Math.min(VectorMath.CHUNK, bytes - at);
      VectorMath.exp(x + at, 0, e, size, buffers.spare());
      VectorComposed.eluGradient(p, e, x + at, dy + at, dx + at, size);
    }
  }

  private static void simpleGradient(
      Unary f, float p, float q, long input, long dy, long dx, long bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector vp = FloatVector.broadcast(SPECIES, p);
    FloatVector vq = FloatVector.broadcast(SPECIES, q);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, input + at, ORDER);
      FloatVector d = fromMemorySegment(SPECIES, MEMORY, dy + at, ORDER);
      FloatVector result =
          switch (f) {
            case AFFINE -> d.mul(vp);
            case ABS -> zero.blend(one, v.compare(GT, zero)).blend(-1f, v.compare(LT, zero)).mul(d);
            case SIGN, ABOVE, BELOW -> d.mul(zero);
            case CLAMP -> zero.blend(one, v.compare(GT, vp).and(v.compare(LT, vq))).mul(d);
            case SQUARE -> v.add(v).mul(d);
            case SQRT -> d.mul(0.5f).div(v);
            case EXP -> v.mul(d);
            case EXPM1 -> v.add(one).mul(d);
            case LOG -> d.div(v);
            case LOG1P -> d.div(v.add(one));
            case RELU -> zero.blend(d, v.compare(GT, zero));
            case LEAKY_RELU -> d.mul(vp).blend(d, v.compare(GT, zero));
            case SIGMOID -> one.sub(v).mul(v).mul(d);
            case TANH -> one.sub(v).mul(one.add(v)).mul(d);
            default -> throw new AssertionError(f);
          };
      result.intoMemorySegment(MEMORY, dx + at, ORDER);
    }
  }
}

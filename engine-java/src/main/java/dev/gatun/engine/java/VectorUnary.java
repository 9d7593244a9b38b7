package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.EQ;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import jdk.incubator.vector.FloatVector;

/// Functions of one number.
///
/// A function of its own loop each, where it is long: the JIT must inline it, or its vectors would be made on the heap.
final class VectorUnary {
  private VectorUnary() {}

  static void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    switch (f) {
      case POW, SIN, COS, ERF -> ScalarElementwise.unary(f, p, q, x, y);
      default ->
          unary(f, (float) p, (float) q, x.address(), y.address(), y.size() * Float.BYTES);
    }
  }

  /// Computes any function but POW, SIN, COS and ERF.
  static void unary(Unary f, float p, float q, long x, long y, long bytes) {
    switch (f) {
      case EXP -> exp(x, y, bytes);
      case EXPM1 -> expm1(x, y, bytes);
      case LOG -> log(x, y, bytes);
      case LOG1P -> log1p(x, y, bytes);
      case SIGMOID -> sigmoid(x, y, bytes);
      case TANH -> tanh(x, y, bytes);
      case SOFTPLUS -> softplus(x, y, bytes);
      case ELU -> elu(p, x, y, bytes);
      default -> simple(f, p, q, x, y, bytes);
    }
  }

  private static void simple(Unary f, float p, float q, long x, long y, long bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector vp = FloatVector.broadcast(SPECIES, p);
    FloatVector vq = FloatVector.broadcast(SPECIES, q);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector v = load(x + at, count);
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
            case RELU -> zero.blend(v, v.compare(GT, zero));
            case LEAKY_RELU -> v.mul(vp).blend(v, v.compare(GT, zero));
            default -> throw new AssertionError(f);
          };
      store(result, y + at, count);
    }
  }

  private static void exp(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.exp(load(x + at, count)), y + at, count);
    }
  }

  private static void expm1(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.expm1(load(x + at, count)), y + at, count);
    }
  }

  private static void log(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.log(load(x + at, count)), y + at, count);
    }
  }

  private static void log1p(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.log1p(load(x + at, count)), y + at, count);
    }
  }

  private static void sigmoid(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.sigmoid(load(x + at, count)), y + at, count);
    }
  }

  private static void tanh(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.tanh(load(x + at, count)), y + at, count);
    }
  }

  private static void softplus(long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(VectorMath.softplus(load(x + at, count)), y + at, count);
    }
  }

  private static void elu(float p, long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector v = load(x + at, count);
      FloatVector below = VectorMath.expm1(v).mul(p);
      store(below.blend(v, v.compare(GT, 0f)), y + at, count);
    }
  }

  static void gradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    long bytes = dx.size() * Float.BYTES;
    switch (f) {
      case POW, SIN, COS, ERF -> ScalarElementwise.unaryGradient(f, p, q, x, y, dy, dx);
      case ELU -> eluGradient((float) p, x.address(), dy.address(), dx.address(), bytes);
      case SOFTPLUS -> softplusGradient(x.address(), dy.address(), dx.address(), bytes);
      default -> {
        long input = f.gradientFromOutput() ? y.address() : x.address();
        gradient(f, (float) p, (float) q, input, dy.address(), dx.address(), bytes);
      }
    }
  }

  /// Computes `dx = f′·dy` for a simple `f′`.
  ///
  /// @param input the function's output where [Unary#gradientFromOutput], else its input
  static void gradient(
      Unary f, float p, float q, long input, long dy, long dx, long bytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector vp = FloatVector.broadcast(SPECIES, p);
    FloatVector vq = FloatVector.broadcast(SPECIES, q);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector v = load(input + at, count);
      FloatVector d = load(dy + at, count);
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
      store(result, dx + at, count);
    }
  }

  private static void eluGradient(float p, long x, long dy, long dx, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector v = load(x + at, count);
      FloatVector d = load(dy + at, count);
      FloatVector below = VectorMath.exp(v).mul(p).mul(d);
      store(below.blend(d, v.compare(GT, 0f)), dx + at, count);
    }
  }

  private static void softplusGradient(long x, long dy, long dx, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector slope = VectorMath.sigmoid(load(x + at, count));
      store(slope.mul(load(dy + at, count)), dx + at, count);
    }
  }
}

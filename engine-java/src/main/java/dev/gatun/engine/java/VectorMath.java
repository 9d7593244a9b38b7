package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Functions of one number for a vector of them, in exactly defined operations.
///
/// The Vector API's own `EXP`, `LOG` and so on give other bits in compiled code than in interpreted, so that a run could
/// not be repeated. Polynomials by S. Moshier, *Cephes Math Library*, single precision; errors below 3 units in the last place.
final class VectorMath {
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /// Adding this rounds to an integer, which stands in the low bits.
  private static final float ROUND = 0x1.8p23f;

  private static final float ROOT_HALF = 0.707106781f;

  private VectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector limited = x.blend(89f, x.compare(GT, 89f)).blend(-104f, x.compare(LT, -104f));
    FloatVector shifted = limited.mul(LOG2_E).add(ROUND);
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(constant(-LN2_HIGH), limited);
    r = n.fma(constant(-LN2_LOW), r);
    FloatVector p = r.fma(constant(1.9875691500e-4f), constant(1.3981999507e-3f));
    p = p.fma(r, constant(8.3334519073e-3f));
    p = p.fma(r, constant(4.1665795894e-2f));
    p = p.fma(r, constant(1.6666665459e-1f));
    p = p.fma(r, constant(5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(1f);
    // 2ⁿ in two factors: n runs from -150 to 128, beyond the exponents of a single one.
    IntVector power = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUND));
    IntVector half = power.lanewise(ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector p = x.fma(constant(1f / 40320), constant(1f / 5040));
    p = p.fma(x, constant(1f / 720));
    p = p.fma(x, constant(1f / 120));
    p = p.fma(x, constant(1f / 24));
    p = p.fma(x, constant(1f / 6));
    p = p.fma(x, constant(0.5f));
    FloatVector near = x.mul(p.fma(x, constant(1f)));
    return exp(x).sub(1f).blend(near, x.abs().compare(LT, 0.5f));
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
    FloatVector scaled = x.mul(x.broadcast(1f).blend(0x1p24f, tiny));
    IntVector bits = scaled.reinterpretAsInts();
    FloatVector e = exponent(bits).sub(x.broadcast(126f).blend(150f, tiny));
    IntVector mantissa = bits.lanewise(AND, 0x007FFFFF).lanewise(OR, 0x3F000000);
    FloatVector m = mantissa.reinterpretAsFloats();
    VectorMask<Float> low = m.compare(LT, ROOT_HALF);
    e = e.sub(1f, low);
    FloatVector r = m.add(m.broadcast(0f).blend(m, low)).sub(1f);
    FloatVector p = r.fma(constant(7.0376836292e-2f), constant(-1.1514610310e-1f));
    p = p.fma(r, constant(1.1676998740e-1f));
    p = p.fma(r, constant(-1.2420140846e-1f));
    p = p.fma(r, constant(1.4249322787e-1f));
    p = p.fma(r, constant(-1.6668057665e-1f));
    p = p.fma(r, constant(2.0000714765e-1f));
    p = p.fma(r, constant(-2.4999993993e-1f));
    p = p.fma(r, constant(3.3333331174e-1f));
    FloatVector square = r.mul(r);
    FloatVector y = p.mul(r).mul(square);
    y = e.fma(constant(LN2_LOW), y);
    y = square.fma(constant(-0.5f), y);
    y = e.fma(constant(LN2_HIGH), r.add(y));
    return logLimits(x, y);
  }

  private static FloatVector exponent(IntVector bits) {
    // An integer below 2²³ in the low bits of ROUND's neighbour 2²³ is a float plus 2²³.
    return bits.lanewise(LSHR, 23)
        .lanewise(OR, Float.floatToRawIntBits(0x1p23f))
        .reinterpretAsFloats()
        .sub(0x1p23f);
  }

  private static FloatVector logLimits(FloatVector x, FloatVector y) {
    return y.blend(x, x.compare(GE, Float.POSITIVE_INFINITY))
        .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f))
        .blend(Float.NaN, x.compare(LT, 0f))
        .blend(x, x.compare(EQ, x).not());
  }

  /// The rounding error of `1 + x`, relative to it, is added back.
  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    FloatVector rounding = x.sub(u.sub(1f)).div(u);
    VectorMask<Float> far = u.compare(LE, 0f).or(x.compare(GE, 0x1p25f));
    return log(u).add(rounding.blend(0f, far)).blend(x, u.compare(EQ, 1f));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector z = x.mul(x);
    FloatVector p = z.fma(constant(-5.70498872745e-3f), constant(2.06390887954e-2f));
    p = p.fma(z, constant(-5.37397155531e-2f));
    p = p.fma(z, constant(1.33314422036e-1f));
    p = p.fma(z, constant(-3.33332819422e-1f));
    FloatVector near = p.mul(z).fma(x, x);
    FloatVector far = constant(1f).sub(constant(2f).div(exp(a.add(a)).add(1f)));
    IntVector sign = x.reinterpretAsInts().lanewise(AND, Integer.MIN_VALUE);
    FloatVector signed = far.reinterpretAsInts().lanewise(OR, sign).reinterpretAsFloats();
    return signed.blend(near, a.compare(LT, 0.625f));
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(negativeAbsolute(x));
    return constant(1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector rest = log1p(exp(negativeAbsolute(x)));
    return x.blend(0f, x.compare(LT, 0f)).add(rest);
  }

  private static FloatVector negativeAbsolute(FloatVector x) {
    return x.abs().neg();
  }
}

package dev.gatun.engine.java;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Unary;

/// The functions of the contract in double precision, by their definitions.
final class Functions {
  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  private Functions() {}

  static double value(Unary f, double p, double q, double x) {
    return switch (f) {
      case AFFINE -> p * x + q;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case ABOVE -> x > p ? q : zero(x);
      case BELOW -> x < p ? q : zero(x);
      case CLAMP -> x < p ? p : x > q ? q : x;
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case POW -> Math.pow(x, p);
      case EXP -> Math.exp(x);
      case EXPM1 -> Math.expm1(x);
      case LOG -> Math.log(x);
      case LOG1P -> Math.log1p(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case ERF -> ErrorFunction.of(x);
      case RELU -> x > 0 ? x : zero(x);
      case LEAKY_RELU -> x > 0 ? x : p * x;
      case ELU -> x > 0 ? x : p * Math.expm1(x);
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case SOFTPLUS -> (x < 0 ? 0 : x) + Math.log1p(Math.exp(-Math.abs(x)));
    };
  }

  /// {@return the derivative at `x`, where `f` is `y`}
  static double derivative(Unary f, double p, double q, double x, double y) {
    return switch (f) {
      case AFFINE -> p;
      case ABS -> Math.signum(x);
      case SIGN, ABOVE, BELOW -> 0;
      case CLAMP -> x > p && x < q ? 1 : 0;
      case SQUARE -> 2 * x;
      case SQRT -> 0.5 / y;
      case POW -> p == 0 ? 0 : p * Math.pow(x, p - 1);
      case EXP -> y;
      case EXPM1 -> y + 1;
      case LOG -> 1 / x;
      case LOG1P -> 1 / (1 + x);
      case SIN -> Math.cos(x);
      case COS -> -Math.sin(x);
      case ERF -> TWO_OVER_ROOT_PI * Math.exp(-x * x);
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : p;
      case ELU -> x > 0 ? 1 : p * Math.exp(x);
      case SIGMOID -> y * (1 - y);
      case TANH -> (1 - y) * (1 + y);
      case SOFTPLUS -> sigmoid(x);
    };
  }

  static double value(Binary f, double a, double b) {
    return switch (f) {
      case PLUS -> a + b;
      case MINUS -> a - b;
      case TIMES -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case GREATER -> a > b ? 1 : 0;
    };
  }

  static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double zero(double x) {
    return Double.isNaN(x) ? x : 0;
  }
}

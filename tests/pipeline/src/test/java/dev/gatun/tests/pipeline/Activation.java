package dev.gatun.tests.pipeline;

import dev.gatun.api.graph.Value;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Functions that are fused with the linear layer before them, with what the bounds on rounding
/// need.
@SuppressWarnings("ImmutableEnumChecker") // lambdas without captures are immutable
enum Activation {
  NONE("linear", x -> x, z -> z, _ -> 1, _ -> 0),
  AFFINE("linear", x -> x.times(0.5), z -> z / 2, _ -> 0.5, _ -> 0),
  RELU("linear+relu", Value::relu, z -> Math.max(z, 0), z -> z > 0 ? 1 : 0, _ -> 0),
  SQRT(
      "linear+sqrt",
      Value::sqrt,
      Math::sqrt,
      z -> 0.5 / Math.sqrt(z),
      z -> -0.25 * Math.pow(z, -1.5)),
  EXP("linear+exp", Value::exp, Math::exp, Math::exp, Math::exp),
  EXPM1("linear+expm1", Value::expm1, Math::expm1, Math::exp, Math::exp),
  SIGMOID(
      "linear+sigmoid",
      Value::sigmoid,
      Activation::logistic,
      z -> logistic(z) * logistic(-z),
      z -> logistic(z) * logistic(-z) * (logistic(-z) - logistic(z))),
  TANH(
      "linear+tanh",
      Value::tanh,
      Math::tanh,
      z -> 1 - Math.tanh(z) * Math.tanh(z),
      z -> -2 * Math.tanh(z) * (1 - Math.tanh(z) * Math.tanh(z)));

  final String fusedName;
  final UnaryOperator<Value> value;
  final DoubleUnaryOperator f;
  final DoubleUnaryOperator slope;
  final DoubleUnaryOperator curvature;

  Activation(
      String fusedName,
      UnaryOperator<Value> value,
      DoubleUnaryOperator f,
      DoubleUnaryOperator slope,
      DoubleUnaryOperator curvature) {
    this.fusedName = fusedName;
    this.value = value;
    this.f = f;
    this.slope = slope;
    this.curvature = curvature;
  }

  private static double logistic(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}

package dev.gatun.tests.pipeline;

import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A use of one method of [Value] whose gradient is checked.
///
/// @param method name and parameter types of the method
/// @param variant tells uses of one method apart
/// @param output composes a value; smooth at the operands
record Operation(String method, String variant, BiFunction<Scope, Value, Value> output) {
  private static final List<String> SHAPES = List.of("[n, k]", "[1, k]", "[n, 1]", "[1, 1]");

  @Override
  public String toString() {
    return method + " " + variant;
  }

  static List<Operation> all() {
    List<Operation> all = new ArrayList<>();
    binary(all);
    elementwise(all);
    rowwise(all);
    shapes(all);
    return all;
  }

  /// {@return an operand of one of the shapes, positive and dependent on parameters}
  private static Value operand(Scope scope, String name, String shape, Value x) {
    boolean row = shape.endsWith("k]");
    Value parameter = scope.parameter(name, Shape.of(1, row ? x.features() : 1), Networks.POSITIVE);
    return switch (shape) {
      case "[n, k]" -> x.times(parameter);
      case "[n, 1]" -> x.columns(name.length() % 2, 1).times(parameter);
      default -> parameter;
    };
  }

  private static void binary(List<Operation> all) {
    for (String left : SHAPES) {
      for (String right : SHAPES) {
        boolean mixed = left.equals("[1, k]") && right.equals("[n, 1]");
        boolean mixedToo = left.equals("[n, 1]") && right.equals("[1, k]");
        if (!mixed && !mixedToo) {
          String variant = left + " and " + right;
          addBinary(all, "plus", variant, left, right, Value::plus);
          addBinary(all, "minus", variant, left, right, Value::minus);
          addBinary(all, "times", variant, left, right, Value::times);
          addBinary(all, "dividedBy", variant, left, right, Value::dividedBy);
          addBinary(all, "maximum", variant, left, right, Value::maximum);
          addBinary(all, "minimum", variant, left, right, Value::minimum);
          addBinary(all, "greater", variant, left, right, (a, b) -> a.greater(b).plus(a));
        }
      }
    }
    add(all, "beside(Value)", (a, b) -> a.beside(b));
    add(
        all,
        "matmul(Value)",
        "",
        (scope, x) -> {
          Value w = scope.parameter("w", Shape.of(x.features(), 3), Networks.CENTERED);
          return operand(scope, "left", "[n, k]", x).matmul(w);
        });
    add(
        all,
        "matmul(Value)",
        "of parameters",
        (scope, x) -> {
          Value a = scope.parameter("a", Shape.of(2, 3), Networks.CENTERED);
          Value b = scope.parameter("b", Shape.of(3, x.features()), Networks.CENTERED);
          return a.matmul(b).square().sum();
        });
  }

  private static void addBinary(
      List<Operation> all,
      String name,
      String variant,
      String left,
      String right,
      BiFunction<Value, Value, Value> f) {
    add(
        all,
        name + "(Value)",
        variant,
        (scope, x) -> f.apply(operand(scope, "left", left, x), operand(scope, "other", right, x)));
  }

  private static void elementwise(List<Operation> all) {
    add(all, "plus(double)", x -> x.plus(0.7));
    add(all, "times(double)", x -> x.times(-1.3));
    add(all, "negate()", Value::negate);
    add(all, "square()", Value::square);
    add(all, "sqrt()", Value::sqrt);
    add(all, "pow(double)", x -> x.pow(1.7));
    add(all, "pow(double)", x -> x.pow(-2));
    add(all, "exp()", Value::exp);
    add(all, "log()", Value::log);
    add(all, "log1p()", Value::log1p);
    // The others are tried on either side of 0: operands lie between 0 and 2.
    add(all, "expm1()", x -> x.plus(-0.8).expm1());
    add(all, "abs()", x -> x.plus(-0.8).abs());
    add(all, "sign()", x -> x.plus(-0.8).sign().times(x));
    add(all, "clamp(double, double)", x -> x.clamp(0.5, 1.1));
    add(all, "above(double, double)", x -> x.above(0.8, 1.5).times(x));
    add(all, "below(double, double)", x -> x.below(0.8, 1.5).times(x));
    add(all, "sin()", x -> x.times(3).sin());
    add(all, "cos()", x -> x.times(3).cos());
    add(all, "erf()", x -> x.plus(-0.8).erf());
    add(all, "relu()", x -> x.plus(-0.8).relu());
    add(all, "leakyRelu(double)", x -> x.plus(-0.8).leakyRelu(0.2));
    add(all, "elu(double)", x -> x.plus(-0.8).elu(1.5));
    add(all, "sigmoid()", x -> x.plus(-0.8).times(4).sigmoid());
    add(all, "tanh()", x -> x.plus(-0.8).times(2).tanh());
    add(all, "softplus()", x -> x.plus(-0.8).times(4).softplus());
  }

  private static void rowwise(List<Operation> all) {
    add(all, "softmax()", x -> x.times(3).softmax());
    add(all, "logSoftmax()", x -> x.times(3).logSoftmax());
    add(
        all,
        "layerNorm(Value, Value, double)",
        "",
        (scope, x) ->
            operand(scope, "p", "[n, k]", x)
                .layerNorm(
                    operand(scope, "gain", "[1, k]", x), operand(scope, "bias", "[1, k]", x), 0.1));
    add(all, "sumRows()", Value::sumRows);
    add(all, "meanRows()", Value::meanRows);
    add(all, "sum()", Value::sum);
    add(all, "sum()", "of a parameter", (scope, x) -> operand(scope, "p", "[1, k]", x).sum());
  }

  private static void shapes(List<Operation> all) {
    add(all, "flatten()", x -> x.reshape(Shape.examples(2, 3)).flatten());
    add(all, "reshape(Shape)", x -> x.reshape(Shape.examples(3, 2)));
    add(
        all,
        "reshape(Shape)",
        "of a parameter",
        (scope, x) -> operand(scope, "p", "[1, k]", x).reshape(Shape.of(2, 3)).softmax().sum());
    add(all, "columns(int, int)", x -> x.columns(1, 3));
    add(all, "pick(int[])", x -> x.pick(4, 0, -1, 4, 2, 5, 5));
    add(
        all,
        "pick(int[])",
        "of a parameter",
        (scope, x) -> operand(scope, "p", "[1, k]", x).pick(1, 1, 0, -1).exp().sum());
    add(
        all,
        "scaled(Value, Value)",
        x -> x.scaled(x.graph().constant(1.5), x.graph().constant(-0.5)));
    // Differences would see through it, so what is detached here is a number; see GraphTest.
    add(
        all,
        "detached()",
        "",
        (scope, x) -> operand(scope, "p", "[n, k]", x).times(x.graph().constant(0.7).detached()));
  }

  private static void add(List<Operation> all, String method, UnaryOperator<Value> f) {
    add(all, method, "", (scope, x) -> f.apply(operand(scope, "p", "[n, k]", x)));
  }

  private static void add(List<Operation> all, String method, BiFunction<Value, Value, Value> f) {
    add(
        all,
        method,
        "",
        (scope, x) ->
            f.apply(operand(scope, "left", "[n, k]", x), operand(scope, "other", "[n, 1]", x)));
  }

  private static void add(
      List<Operation> all, String method, String variant, BiFunction<Scope, Value, Value> f) {
    all.add(new Operation(method, variant, f));
  }
}

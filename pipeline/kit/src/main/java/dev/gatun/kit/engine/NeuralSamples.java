package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.Arrays;
import java.util.List;

/// Calls of activation, softmax and cross-entropy.
final class NeuralSamples {
  private NeuralSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("biasActivation", Group.NEURAL, NeuralSamples::activation),
        new Operation("biasActivationGradient", Group.NEURAL, NeuralSamples::activationGradient),
        new Operation(
            "softmax",
            Group.NEURAL,
            (draw, rows, columns) ->
                rowwise("softmax", draw, rows, columns, SoftmaxBounds.softmax())),
        new Operation("softmaxGradient", Group.NEURAL, NeuralSamples::softmaxGradient),
        new Operation(
            "logSoftmax",
            Group.NEURAL,
            (draw, rows, columns) ->
                rowwise("logSoftmax", draw, rows, columns, SoftmaxBounds.logSoftmax())),
        new Operation("logSoftmaxGradient", Group.NEURAL, NeuralSamples::logSoftmaxGradient),
        new Operation("softmaxCrossEntropy", Group.NEURAL, NeuralSamples::crossEntropy),
        new Operation("squaredDistance", Group.NEURAL, NeuralSamples::squaredDistance));
  }

  private static List<Sample> activation(Draw draw, int rows, int columns) {
    return UnaryCase.fusable().stream()
        .map(unary -> activation(draw, unary, rows, columns))
        .toList();
  }

  private static Sample activation(Draw draw, UnaryCase unary, int rows, int columns) {
    double[] x = unary.signed() ? draw.numbers(rows * columns) : draw.positive(rows * columns);
    double[] bias = unary.signed() ? draw.numbers(columns) : draw.positive(columns);
    return Sample.of(
            "biasActivation",
            unary.f(),
            unary.p(),
            unary.q(),
            Operand.in("x", x, rows, columns),
            Operand.in("bias", bias, 1, columns),
            Operand.out("y", rows, columns))
        .within(new ActivationBound(unary))
        .inPlace("x", "y")
        .byRows("bias");
  }

  private static List<Sample> activationGradient(Draw draw, int rows, int columns) {
    return UnaryCase.fusable().stream()
        .map(unary -> activationGradient(draw, unary, rows, columns))
        .toList();
  }

  private static Sample activationGradient(Draw draw, UnaryCase unary, int rows, int columns) {
    double[] x = unary.signed() ? draw.numbers(rows * columns) : draw.positive(rows * columns);
    return Sample.of(
            "biasActivationGradient",
            unary.f(),
            unary.p(),
            unary.q(),
            Operand.in("y", ElementwiseSamples.outputs(draw, unary, x), rows, columns),
            Operand.in("dy", draw.numbers(rows * columns), rows, columns),
            Operand.out("dx", rows, columns),
            Operand.out("dbias", 1, columns))
        .within(basis -> ActivationBound.gradient(basis, unary))
        .inPlace("dy", "dx");
  }

  private static List<Sample> rowwise(
      String operation, Draw draw, int rows, int columns, Bound bound) {
    double[] scores = draw.numbers(rows * columns);
    for (int i = 0; i < scores.length; i++) {
      scores[i] *= 4;
    }
    return List.of(
        Sample.of(
                operation, Operand.in("x", scores, rows, columns), Operand.out("y", rows, columns))
            .within(bound)
            .inPlace("x", "y")
            .byRows());
  }

  private static List<Sample> softmaxGradient(Draw draw, int rows, int columns) {
    double[] y = draw.positive(rows * columns);
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (y[i] / (2 * columns));
    }
    return List.of(gradient("softmaxGradient", draw, y, rows, columns, SoftmaxBounds.gradient()));
  }

  private static List<Sample> logSoftmaxGradient(Draw draw, int rows, int columns) {
    double[] y = draw.positive(rows * columns);
    for (int i = 0; i < y.length; i++) {
      y[i] = -y[i];
    }
    return List.of(
        gradient("logSoftmaxGradient", draw, y, rows, columns, SoftmaxBounds.logGradient()));
  }

  private static Sample gradient(
      String operation, Draw draw, double[] y, int rows, int columns, Bound bound) {
    return Sample.of(
            operation,
            Operand.in("y", y, rows, columns),
            Operand.in("dy", draw.numbers(rows * columns), rows, columns),
            Operand.out("dx", rows, columns))
        .within(bound)
        .inPlace("dy", "dx")
        .byRows();
  }

  private static List<Sample> crossEntropy(Draw draw, int rows, int columns) {
    return List.of(
        crossEntropy(draw, rows, columns, true), crossEntropy(draw, rows, columns, false));
  }

  private static Sample crossEntropy(Draw draw, int rows, int columns, boolean gradient) {
    Operand x = Operand.in("x", draw.numbers(rows * columns), rows, columns);
    return Sample.of(
            "softmaxCrossEntropy",
            gradient ? x : x.free(1),
            Operand.in("labels", draw.integers(rows, 0, columns), rows).of(ElementType.I32),
            Operand.in("seeds", draw.numbers(rows), rows, 1),
            Operand.out("losses", rows, 1),
            gradient ? Operand.out("dx", rows, columns) : null)
        .within(SoftmaxBounds.crossEntropy())
        .byRows();
  }

  private static List<Sample> squaredDistance(Draw draw, int rows, int columns) {
    return List.of(
        squaredDistance(draw, rows, columns, true), squaredDistance(draw, rows, columns, false));
  }

  private static Sample squaredDistance(Draw draw, int rows, int columns, boolean gradient) {
    Operand x = Operand.in("x", draw.numbers(rows * columns), rows, columns);
    Operand y = Operand.in("y", draw.numbers(rows * columns), rows, columns);
    return Sample.of(
            "squaredDistance",
            x,
            y,
            Operand.in("seeds", draw.numbers(rows), rows, 1),
            Operand.out("losses", rows, 1),
            gradient ? Operand.out("dx", rows, columns) : null)
        .within(NeuralSamples::distanceBound)
        .byRows();
  }

  /// Each square is that of a rounded difference, and rounded; a gradient is rounded twice.
  private static double[][] distanceBound(Bound.Basis basis) {
    int columns = basis.sample().operand("x").shape().columns();
    double[][] bounds = new double[basis.expected().length][];
    for (int i = 0; i < bounds.length; i++) {
      int roundings = i == 0 ? columns + 3 : 2;
      bounds[i] =
          Arrays.stream(basis.expected()[i])
              .map(exact -> basis.precision().sum(roundings, Math.abs(exact)))
              .toArray();
    }
    return bounds;
  }
}

package dev.gatun.kit.engine;

import dev.gatun.engine.Binary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Calls of the functions of one number and of two.
final class ElementwiseSamples {
  private ElementwiseSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("unary", Group.ELEMENTWISE, ElementwiseSamples::unary),
        new Operation("unaryGradient", Group.ELEMENTWISE, ElementwiseSamples::unaryGradient),
        new Operation("binary", Group.ELEMENTWISE, ElementwiseSamples::binary),
        new Operation("axpby", Group.ELEMENTWISE, ElementwiseSamples::axpby));
  }

  /// {@return arguments a function takes, of all magnitudes}
  static double[] arguments(Draw draw, UnaryCase unary, int count) {
    return draw.magnitudes(count, unary.signed());
  }

  private static List<Sample> unary(Draw draw, int rows, int columns) {
    return UnaryCase.all().stream()
        .map(unary ->
            unary.sample(Operand.in("x", arguments(draw, unary, rows * columns), rows, columns)))
        .toList();
  }

  private static List<Sample> unaryGradient(Draw draw, int rows, int columns) {
    return UnaryCase.all().stream().map(unary -> gradient(draw, unary, rows, columns)).toList();
  }

  private static Sample gradient(Draw draw, UnaryCase unary, int rows, int columns) {
    int count = rows * columns;
    double[] x = arguments(draw, unary, count);
    Sample sample =
        Sample.of(
                "unaryGradient",
                unary.f(),
                unary.p(),
                unary.q(),
                Operand.in("x", x, rows, columns),
                Operand.in("y", outputs(draw, unary, x), rows, columns),
                Operand.in("dy", draw.numbers(count), rows, columns),
                Operand.out("dx", rows, columns))
            .within(unary.gradientBound())
            .inPlace("dy", "dx")
            .byRows();
    // The contract lets such a function's input and output be one tensor: neither is written.
    return unary.f().gradientFromOutput() ? sample.inPlace("y", "x") : sample;
  }

  /// {@return what the function may give: those whose gradient follows from it are given numbers of
  /// their range, the others' is not read}
  static double[] outputs(Draw draw, UnaryCase unary, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] =
          (float)
              switch (unary.f()) {
                case AFFINE -> unary.p() * x[i] + unary.q();
                case SQRT -> Math.sqrt(x[i]);
                case EXP -> Math.exp(x[i]);
                case EXPM1 -> Math.expm1(x[i]);
                case RELU -> Math.max(x[i], 0);
                case SIGMOID -> draw.random().nextDouble();
                case TANH -> draw.random().nextDouble(-1, 1);
                default -> Math.abs(x[i]) + 1;
              };
    }
    return y;
  }

  private static List<Sample> binary(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    List<int[]> shapes = MoveSamples.repeated(rows, columns);
    for (Binary f : Binary.values()) {
      for (int[] shape : shapes) {
        samples.add(inPlace(draw, f, shapes.getFirst(), shape, shapes.getFirst()));
        samples.add(inPlace(draw, f, shape, shapes.getFirst(), shapes.getFirst()));
      }
    }
    samples.add(binary(draw, Binary.PLUS, shapes.get(1), shapes.get(2), shapes.getFirst()));
    samples.add(binary(draw, Binary.TIMES, shapes.get(2), shapes.get(1), shapes.getFirst()));
    samples.add(binary(draw, Binary.MINUS, shapes.get(3), shapes.get(1), shapes.getFirst()));
    return samples;
  }

  /// One of the two has the result's shape.
  private static Sample inPlace(Draw draw, Binary f, int[] a, int[] b, int[] y) {
    Sample sample = binary(draw, f, a, b, y);
    sample = Arrays.equals(a, y) ? sample.inPlace("a", "y") : sample;
    sample = Arrays.equals(b, y) ? sample.inPlace("b", "y") : sample;
    if (a[0] != y[0]) {
      return sample.byRows("a");
    }
    return b[0] == y[0] ? sample.byRows() : sample.byRows("b");
  }

  /// One rounding, as IEEE 754 has it; comparisons have none.
  private static Sample binary(Draw draw, Binary f, int[] a, int[] b, int[] y) {
    double[] right = draw.numbers(b[0] * b[1]);
    boolean rounds =
        switch (f) {
          case PLUS, MINUS, TIMES, DIVIDE -> true;
          case MAXIMUM, MINIMUM, GREATER -> false;
        };
    Operand result = Operand.out("y", y);
    return Sample.of(
            "binary",
            f,
            Operand.in("a", draw.numbers(a[0] * a[1]), a),
            Operand.in("b", right, b),
            a[0] == 1 && b[0] == 1
                ? result.free(0)
                : a[1] == 1 && b[1] == 1 ? result.free(1) : result)
        .within(
            rounds
                ? Bound.scaled((precision, expected) -> precision.sum(1, Math.abs(expected)))
                : Bound.exact());
  }

  /// Two products and a sum: three roundings.
  private static List<Sample> axpby(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    int count = rows * columns;
    for (double[] scalars : new double[][] {{1, 1}, {-0.75, 0.5}, {1, 0}, {2, 0}, {0, 3}}) {
      samples.add(
          Sample.of(
                  "axpby",
                  scalars[0],
                  Operand.in("x", draw.numbers(count), rows, columns),
                  scalars[1],
                  scalars[1] == 0
                      ? Operand.out("y", rows, columns)
                      : Operand.updated("y", draw.numbers(count), rows, columns))
              .within(Bound.sums(3))
              .byRows());
    }
    return samples;
  }
}

package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.List;

/// Calls of the updates of parameters.
final class UpdateSamples {
  private UpdateSamples() {}

  static List<Operation> operations() {
    return List.of(
        new Operation("sgd", Group.UPDATES, UpdateSamples::sgd),
        new Operation("adam", Group.UPDATES, UpdateSamples::adam));
  }

  private static Operand[] gradients(Draw draw, int count, int rows, int columns) {
    Operand[] gradients = new Operand[count];
    for (int i = 0; i < count; i++) {
      gradients[i] = Operand.in("gradients" + i, draw.numbers(rows * columns), rows, columns);
    }
    return gradients;
  }

  private static List<Sample> sgd(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    samples.add(sgd(draw, 0, 0, false, 1, rows, columns));
    samples.add(sgd(draw, 0, 0.0625, false, 2, rows, columns));
    samples.add(sgd(draw, 0.875, 0, false, 3, rows, columns));
    samples.add(sgd(draw, 0.875, 0.0625, true, 2, rows, columns));
    return samples;
  }

  /// All terms of θ and v are products of the arguments' elements; with −rate and absolute values
  /// the same call adds them up. Each has at most five factors and as many roundings, and one for
  /// every gradient.
  private static Sample sgd(
      Draw draw,
      double momentum,
      double decay,
      boolean nesterov,
      int parts,
      int rows,
      int columns) {
    int count = rows * columns;
    Sample sample =
        Sample.of(
            "sgd",
            0.25,
            momentum,
            decay,
            nesterov,
            gradients(draw, parts, rows, columns),
            momentum == 0 ? null : Operand.updated("velocity", draw.numbers(count), rows, columns),
            Operand.updated("parameters", draw.numbers(count), rows, columns));
    return sample
        .within(basis ->
            Bound.sums(
                basis, parts + 8, basis.sample().absolute().withScalar(0, -sample.scalar(0))))
        .byRows();
  }

  private static List<Sample> adam(Draw draw, int rows, int columns) {
    return List.of(
        adam(draw, 0, false, 1, 1, rows, columns),
        adam(draw, 0.0625, false, 3, 2, rows, columns),
        adam(draw, 0.0625, true, 1000, 3, rows, columns));
  }

  private static Sample adam(
      Draw draw, double decay, boolean decoupled, long step, int parts, int rows, int columns) {
    int count = rows * columns;
    return Sample.of(
            "adam",
            0.25,
            0.875,
            0.9921875,
            0x1p-20,
            decay,
            decoupled,
            step,
            gradients(draw, parts, rows, columns),
            Operand.updated("mean", draw.numbers(count), rows, columns),
            Operand.updated("variance", draw.positive(count), rows, columns),
            Operand.updated("parameters", draw.numbers(count), rows, columns))
        .within(new AdamBound(parts))
        .byRows();
  }
}

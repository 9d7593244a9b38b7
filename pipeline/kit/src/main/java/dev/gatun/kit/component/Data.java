package dev.gatun.kit.component;

import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Range;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Examples to try components with.
///
/// @param workspace owns them
/// @param seed keys the random numbers
record Data(Workspace workspace, long seed) {
  /// Numbers from −1 to 1 that no class tells apart.
  Examples classes(int rows, int classes, int... inputShape) {
    return new Examples(
        uniform(rows, "inputs", inputShape),
        Optional.of(new Range(-1, 1)),
        labels(rows, classes),
        Optional.empty());
  }

  Tensor uniform(int rows, String purpose, int... inputShape) {
    RandomGenerator random = PhiloxRandom.of(seed, purpose);
    return filled(Shape.examples(inputShape).withRows(rows), _ -> 2 * random.nextDouble() - 1);
  }

  Tensor filled(Shape shape, IntToDoubleFunction number) {
    Tensor tensor = workspace.allocate(ElementType.F32, shape);
    for (int i = 0; i < shape.size(); i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) number.applyAsDouble(i));
    }
    return tensor;
  }

  Targets.Classes labels(int rows, int classes) {
    Tensor labels = workspace.allocate(ElementType.I32, Shape.of(rows));
    for (int i = 0; i < rows; i++) {
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, i % classes);
    }
    return new Targets.Classes(
        labels, IntStream.range(0, classes).mapToObj(i -> "class-" + i).toList());
  }

  /// {@return the same examples, the inputs of one of which are NaN}
  Examples withNaN(Examples examples, int row) {
    Tensor inputs = examples.inputs();
    int columns = inputs.columns();
    Tensor damaged =
        filled(
            inputs.shape(),
            i ->
                i / columns == row
                    ? Double.NaN
                    : inputs.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i));
    return new Examples(damaged, examples.range(), examples.targets(), examples.weights());
  }

  static int[] rows(int count) {
    return IntStream.range(0, count).toArray();
  }
}

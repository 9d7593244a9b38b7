package dev.gatun.tests.pipeline;

import dev.gatun.api.PhiloxRandom;
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

/// Small examples, a pure function of their shape.
public final class Numbers {
  private Numbers() {}

  /// {@return examples whose inputs are uniform between the limits and whose labels go round}
  public static Examples classes(
      Workspace data, int count, int features, int classes, double from, double to) {
    return new Examples(
        uniform(data, Shape.of(count, features), from, to),
        Optional.empty(),
        labels(data, count, classes),
        Optional.empty());
  }

  /// {@return examples with inputs from 0.2 to 1.2 and values from −1 to 1}
  public static Examples values(Workspace data, int count, int features, int outputs) {
    return new Examples(
        uniform(data, Shape.of(count, features), 0.2, 1.2),
        Optional.empty(),
        new Targets.Values(uniform(data, Shape.of(count, outputs), -1, 1)),
        Optional.empty());
  }

  public static Examples weighted(Examples examples, Tensor weights) {
    return new Examples(
        examples.inputs(), examples.range(), examples.targets(), Optional.of(weights));
  }

  public static Targets.Classes labels(Workspace data, int count, int classes) {
    Tensor labels = data.allocate(ElementType.I32, Shape.of(count));
    for (int i = 0; i < count; i++) {
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, (i * 7 + i / 3) % classes);
    }
    return new Targets.Classes(labels, IntStream.range(0, classes).mapToObj(i -> "c" + i).toList());
  }

  public static Tensor uniform(Workspace data, Shape shape, double from, double to) {
    RandomGenerator random = PhiloxRandom.of(11, "numbers " + shape);
    return filled(data, shape, _ -> from + (to - from) * random.nextDouble());
  }

  public static Tensor filled(Workspace data, Shape shape, IntToDoubleFunction element) {
    Tensor tensor = data.allocate(ElementType.F32, shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) element.applyAsDouble(i));
    }
    return tensor;
  }

  public static double[] toArray(Tensor f32) {
    return IntStream.range(0, (int) f32.size())
        .mapToDouble(i -> f32.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i))
        .toArray();
  }

  public static int[] firstRows(int count) {
    return IntStream.range(0, count).toArray();
  }
}

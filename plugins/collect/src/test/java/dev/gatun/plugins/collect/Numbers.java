package dev.gatun.plugins.collect;

import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;

/// Makes tensors for tests and reads them.
final class Numbers {
  private Numbers() {}

  static double[] of(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (tensor.type()) {
            case F32 -> tensor.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
            case F64 -> tensor.segment().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
            case I32 -> tensor.segment().getAtIndex(ValueLayout.JAVA_INT, i);
            case U8 -> Byte.toUnsignedInt(tensor.segment().get(ValueLayout.JAVA_BYTE, i));
          };
    }
    return numbers;
  }

  static int[] labels(Examples examples) {
    Targets.Classes classes = (Targets.Classes) examples.targets();
    return IntStream.range(0, examples.count()).map(classes::label).toArray();
  }

  static List<String> classes(Examples examples) {
    return ((Targets.Classes) examples.targets()).names();
  }

  static double[] values(Examples examples) {
    return of(((Targets.Values) examples.targets()).values());
  }

  static Tensor floats(Workspace workspace, Shape shape, double... numbers) {
    Tensor tensor = workspace.allocate(ElementType.F32, shape);
    for (int i = 0; i < numbers.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) numbers[i]);
    }
    return tensor;
  }

  static Tensor bytes(Workspace workspace, Shape shape, int... numbers) {
    Tensor tensor = workspace.allocate(ElementType.U8, shape);
    for (int i = 0; i < numbers.length; i++) {
      tensor.segment().set(ValueLayout.JAVA_BYTE, i, (byte) numbers[i]);
    }
    return tensor;
  }

  static Targets.Classes classes(Workspace workspace, int classes, int... labels) {
    Tensor tensor = workspace.allocate(ElementType.I32, Shape.of(labels.length));
    for (int i = 0; i < labels.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, labels[i]);
    }
    return new Targets.Classes(
        tensor, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }
}

package dev.gatun.tests.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/// Tensors of random numbers, the same in every process.
///
/// @param workspace owns them
/// @param random where they come from
record RandomExamples(Workspace workspace, Random random) {
  /// {@return random bytes}
  ///
  /// @param rows examples
  /// @param columns numbers in each
  Tensor bytes(int rows, int columns) {
    Tensor tensor = workspace.allocate(ElementType.U8, Shape.of(rows, columns));
    byte[] row = new byte[columns];
    for (int i = 0; i < rows; i++) {
      random.nextBytes(row);
      tensor.rows(i, 1).segment().copyFrom(MemorySegment.ofArray(row));
    }
    return tensor;
  }

  /// {@return random numbers}
  ///
  /// @param rows examples
  /// @param columns numbers in each
  /// @param number draws one
  Tensor numbers(int rows, int columns, ToDoubleFunction<Random> number) {
    Tensor tensor = workspace.allocate(ElementType.F32, Shape.of(rows, columns));
    float[] row = new float[columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        row[j] = (float) number.applyAsDouble(random);
      }
      tensor.rows(i, 1).segment().copyFrom(MemorySegment.ofArray(row));
    }
    return tensor;
  }

  /// {@return random labels}
  ///
  /// @param rows examples
  /// @param classes labels are below
  Tensor labels(int rows, int classes) {
    Tensor tensor = workspace.allocate(ElementType.I32, Shape.of(rows));
    for (int i = 0; i < rows; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(classes));
    }
    return tensor;
  }
}

package dev.gatun.api.graph;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/// The gradient with respect to the loss of each example of a batch: a common factor times the
/// example's weight.
final class Seeds {
  private final Tensor tensor;

  /// How many rows hold the common factor alone.
  private int uniformRows;

  private double factor;

  Seeds(Workspace workspace, ElementType type, int capacity) {
    tensor = workspace.allocate(type, Shape.of(capacity, 1));
  }

  Tensor rows(int count) {
    return tensor.rows(0, count);
  }

  /// Sets the seeds of a batch, where they are not what they should be already.
  void set(Optional<Tensor> weights, int[] rows, int from, int count, double scale) {
    if (weights.isEmpty() && scale == factor && count <= uniformRows) {
      return;
    }
    for (int i = 0; i < count; i++) {
      double seed =
          weights.isEmpty()
              ? scale
              : scale * weights.get().segment().getAtIndex(ValueLayout.JAVA_FLOAT, rows[from + i]);
      if (tensor.type() == ElementType.F64) {
        tensor.segment().setAtIndex(ValueLayout.JAVA_DOUBLE, i, seed);
      } else {
        tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) seed);
      }
    }
    uniformRows = weights.isEmpty() ? count : 0;
    factor = scale;
  }

  /// {@return the losses times their seeds, added up}
  double sum(Tensor losses) {
    MemorySegment values = losses.segment();
    MemorySegment factors = tensor.segment();
    double sum = 0;
    for (int i = 0; i < losses.rows(); i++) {
      sum +=
          losses.type() == ElementType.F64
              ? values.getAtIndex(ValueLayout.JAVA_DOUBLE, i)
                  * factors.getAtIndex(ValueLayout.JAVA_DOUBLE, i)
              : (double) values.getAtIndex(ValueLayout.JAVA_FLOAT, i)
                  * factors.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }
    return sum;
  }
}

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

  /// What the tensor holds. Loops are over arrays: over memory segments they take hundreds of times
  /// as long until they are compiled.
  private final double[] factors;

  /// Room for the losses, or for what goes to the tensor.
  private final float[] floats;

  private final double[] doubles;

  /// How many rows hold the common factor alone.
  private int uniformRows;

  private double factor;

  Seeds(Workspace workspace, ElementType type, int capacity) {
    tensor = workspace.allocate(type, Shape.of(capacity, 1));
    factors = new double[capacity];
    floats = new float[type == ElementType.F64 ? 0 : capacity];
    doubles = new double[type == ElementType.F64 ? capacity : 0];
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
      factors[i] =
          weights.isEmpty()
              ? scale
              : scale * weights.get().segment().getAtIndex(ValueLayout.JAVA_FLOAT, rows[from + i]);
    }
    if (tensor.type() == ElementType.F64) {
      MemorySegment.copy(factors, 0, tensor.segment(), ValueLayout.JAVA_DOUBLE, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        floats[i] = (float) factors[i];
        factors[i] = floats[i];
      }
      MemorySegment.copy(floats, 0, tensor.segment(), ValueLayout.JAVA_FLOAT, 0, count);
    }
    uniformRows = weights.isEmpty() ? count : 0;
    factor = scale;
  }

  /// {@return the losses times their seeds, added up}
  double sum(Tensor losses) {
    MemorySegment segment = losses.segment();
    int count = losses.rows();
    double sum = 0;
    if (losses.type() == ElementType.F64) {
      MemorySegment.copy(segment, ValueLayout.JAVA_DOUBLE, 0, doubles, 0, count);
      for (int i = 0; i < count; i++) {
        sum += doubles[i] * factors[i];
      }
    } else {
      MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, 0, floats, 0, count);
      for (int i = 0; i < count; i++) {
        sum += floats[i] * factors[i];
      }
    }
    return sum;
  }
}

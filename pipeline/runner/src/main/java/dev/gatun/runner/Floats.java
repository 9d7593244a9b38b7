package dev.gatun.runner;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Memory;
import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Tensors as arrays of float.
final class Floats {
  private Floats() {}

  /// {@return a tensor's numbers, row-major, in the given array if it is long enough}
  static float[] download(Engine engine, Tensor tensor, float[] reused) {
    int count = Math.toIntExact(tensor.size());
    float[] values = reused.length >= count ? reused : new float[count];
    if (tensor.type() == ElementType.F32 && engine.memory().equals(Memory.HOST)) {
      MemorySegment.copy(tensor.segment(), ValueLayout.JAVA_FLOAT, 0, values, 0, count);
    } else {
      double[] numbers = engine.download(tensor);
      for (int i = 0; i < count; i++) {
        values[i] = (float) numbers[i];
      }
    }
    return values;
  }
}

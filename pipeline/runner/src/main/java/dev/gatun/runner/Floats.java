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

  /// Copies a row of numbers in the process's memory.
  ///
  /// @param from U8 or F32
  /// @param to as long as a row
  static void row(Tensor from, int row, float[] to) {
    MemorySegment segment = from.segment();
    long at = (long) row * to.length;
    if (from.type() == ElementType.U8) {
      byte[] bytes = new byte[to.length];
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, bytes, 0, to.length);
      for (int i = 0; i < to.length; i++) {
        to[i] = Byte.toUnsignedInt(bytes[i]);
      }
    } else {
      MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, at * Float.BYTES, to, 0, to.length);
    }
  }

  /// {@return the mean of some numbers}
  static double mean(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }
}

package dev.gatun.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies numbers between arrays and tensors, a block at a time. Conversion is from array to array:
/// a loop over a memory segment takes ten times as long, and hundreds of times until it is
/// compiled.
final class Transfer {
  private static final int BLOCK = 1 << 14;

  private Transfer() {}

  static void upload(double[] values, Tensor to, Memory memory) {
    int size = to.type().bytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment host = host(arena, values.length, size);
      for (int from = 0; from < values.length; from += BLOCK) {
        int count = Math.min(BLOCK, values.length - from);
        MemorySegment block = host.asSlice(0, (long) count * size);
        write(values, from, count, to.type(), block);
        memory.upload(block, to.segment().asSlice((long) from * size, block.byteSize()));
      }
    }
  }

  static void download(Tensor from, double[] values, Memory memory) {
    int size = from.type().bytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment host = host(arena, values.length, size);
      for (int at = 0; at < values.length; at += BLOCK) {
        int count = Math.min(BLOCK, values.length - at);
        MemorySegment block = host.asSlice(0, (long) count * size);
        memory.download(from.segment().asSlice((long) at * size, block.byteSize()), block);
        read(block, from.type(), values, at, count);
      }
    }
  }

  private static MemorySegment host(Arena arena, int count, int size) {
    return arena.allocate((long) Math.min(BLOCK, count) * size, 8);
  }

  private static void write(
      double[] values, int from, int count, ElementType type, MemorySegment to) {
    switch (type) {
      case F32 -> {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
          floats[i] = (float) values[from + i];
        }
        MemorySegment.copy(floats, 0, to, ValueLayout.JAVA_FLOAT, 0, count);
      }
      case F64 -> MemorySegment.copy(values, from, to, ValueLayout.JAVA_DOUBLE, 0, count);
      case I32 -> {
        int[] ints = new int[count];
        for (int i = 0; i < count; i++) {
          ints[i] = (int) values[from + i];
        }
        MemorySegment.copy(ints, 0, to, ValueLayout.JAVA_INT, 0, count);
      }
      case U8 -> {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
          bytes[i] = (byte) (int) values[from + i];
        }
        MemorySegment.copy(bytes, 0, to, ValueLayout.JAVA_BYTE, 0, count);
      }
    }
  }

  private static void read(
      MemorySegment from, ElementType type, double[] values, int at, int count) {
    switch (type) {
      case F32 -> {
        float[] floats = new float[count];
        MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 0, floats, 0, count);
        for (int i = 0; i < count; i++) {
          values[at + i] = floats[i];
        }
      }
      case F64 -> MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, 0, values, at, count);
      case I32 -> {
        int[] ints = new int[count];
        MemorySegment.copy(from, ValueLayout.JAVA_INT, 0, ints, 0, count);
        for (int i = 0; i < count; i++) {
          values[at + i] = ints[i];
        }
      }
      case U8 -> {
        byte[] bytes = new byte[count];
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
        for (int i = 0; i < count; i++) {
          values[at + i] = Byte.toUnsignedInt(bytes[i]);
        }
      }
    }
  }
}

package dev.gatun.engine.java;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gatun.engine.Tensor;
import java.lang.foreign.MemorySegment;

/// One thread's arrays, through which the scalar kernels work: the JIT vectorizes loops over
/// arrays, not over memory segments.
final class Blocks {
  /// Elements of a block: four of them fit into a first-level cache.
  static final int SIZE = 1024;

  private static final ThreadLocal<Blocks> OF_THREAD = ThreadLocal.withInitial(Blocks::new);

  final float[] a = new float[SIZE];
  final float[] b = new float[SIZE];
  final float[] c = new float[SIZE];
  final float[] d = new float[SIZE];
  final int[] random = new int[4];
  private final byte[] bytes = new byte[SIZE];
  private float[] row = new float[SIZE];

  private Blocks() {}

  static Blocks ofThread() {
    return OF_THREAD.get();
  }

  /// {@return an array for a row or more, whose content is lost at the next call}
  ///
  /// @param length at least as many elements
  float[] row(int length) {
    if (row.length < length) {
      row = new float[length];
    }
    return row;
  }

  static void read(Tensor x, long from, int count, float[] to) {
    read(x, from, count, to, 0);
  }

  static void read(Tensor x, long from, int count, float[] to, int at) {
    MemorySegment.copy(x.segment(), JAVA_FLOAT, 4 * from, to, at, count);
  }

  /// Reads a block of bytes as the numbers from 0 to 255.
  void readBytes(Tensor x, long from, int count, float[] to) {
    MemorySegment.copy(x.segment(), JAVA_BYTE, from, bytes, 0, count);
    for (int i = 0; i < count; i++) {
      to[i] = Byte.toUnsignedInt(bytes[i]);
    }
  }

  static void write(float[] from, int count, Tensor y, long at) {
    write(from, 0, count, y, at);
  }

  static void write(float[] from, int first, int count, Tensor y, long at) {
    MemorySegment.copy(from, first, y.segment(), JAVA_FLOAT, 4 * at, count);
  }

  static float get(Tensor x, long i) {
    return x.segment().getAtIndex(JAVA_FLOAT, i);
  }

  static void set(Tensor y, long i, float value) {
    y.segment().setAtIndex(JAVA_FLOAT, i, value);
  }

  /// {@return how many elements the block from there on has}
  static int count(long size, long from) {
    return (int) Math.min(SIZE, size - from);
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// One thread's arrays for planes of images, and its memory for unfolded ones: grown at the first
/// need, then reused.
///
/// The JIT vectorizes loops over arrays, not over memory segments, so planes are copied to and fro
/// as wholes; without the Vector API.
final class Planes {
  private static final int ALIGNMENT = 64;
  private static final float[] ZEROS = new float[1024];
  private static final ThreadLocal<Planes> OF_THREAD = ThreadLocal.withInitial(Planes::new);

  /// What is convolved just now.
  final Unfolding unfolding = new Unfolding(this);

  /// What is pooled just now.
  final Phases phases = new Phases(this);

  private float[] input = new float[0];
  private float[] output = new float[0];
  private float[] row = new float[0];
  private int[] places = new int[0];
  private MemorySegment columns = MemorySegment.NULL;

  private Planes() {}

  static Planes ofThread() {
    return OF_THREAD.get();
  }

  /// {@return an array for numbers of the image}
  ///
  /// @param length at least as many elements
  float[] input(int length) {
    if (input.length < length) {
      input = new float[length];
    }
    return input;
  }

  /// {@return an array for numbers of the result}
  ///
  /// @param length at least as many elements
  float[] output(int length) {
    if (output.length < length) {
      output = new float[length];
    }
    return output;
  }

  /// {@return an array for rows of a plane}
  ///
  /// @param length at least as many elements
  float[] row(int length) {
    if (row.length < length) {
      row = new float[length];
    }
    return row;
  }

  /// {@return an array for places in planes}
  ///
  /// @param length at least as many elements
  int[] places(int length) {
    if (places.length < length) {
      places = new int[length];
    }
    return places;
  }

  /// {@return the address of memory for an unfolded image}
  ///
  /// @param bytes at least as many
  long columns(long bytes) {
    if (columns.byteSize() < bytes) {
      columns = Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }
    return columns.address();
  }

  static void read(long from, int count, float[] to, int at) {
    MemorySegment.copy(MEMORY, JAVA_FLOAT_UNALIGNED, from, to, at, count);
  }

  static void read(long from, int count, int[] to) {
    MemorySegment.copy(MEMORY, JAVA_INT_UNALIGNED, from, to, 0, count);
  }

  static void write(float[] from, int at, int count, long to) {
    MemorySegment.copy(from, at, MEMORY, JAVA_FLOAT_UNALIGNED, to, count);
  }

  static void write(int[] from, int count, long to) {
    MemorySegment.copy(from, 0, MEMORY, JAVA_INT_UNALIGNED, to, count);
  }

  /// Copies between two places that do not overlap.
  static void copy(long from, long to, long count) {
    MemorySegment.copy(MEMORY, from, MEMORY, to, 4 * count);
  }

  static float get(long at) {
    return MEMORY.get(JAVA_FLOAT_UNALIGNED, at);
  }

  static void set(long at, float value) {
    MEMORY.set(JAVA_FLOAT_UNALIGNED, at, value);
  }

  static void zero(long to, long count) {
    for (long i = 0; i < count; i += ZEROS.length) {
      write(ZEROS, 0, (int) Math.min(ZEROS.length, count - i), to + 4 * i);
    }
  }

  /// Sets consecutive numbers.
  void fill(float value, long to, long count) {
    int length = (int) Math.min(ZEROS.length, count);
    float[] numbers = row(length);
    Arrays.fill(numbers, 0, length, value);
    for (long i = 0; i < count; i += length) {
      write(numbers, 0, (int) Math.min(length, count - i), to + 4 * i);
    }
  }
}

package dev.gatun.engine.java;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One thread's working memory for the vector kernels: made at the first need, then reused.
final class Buffers {
  private static final int ALIGNMENT = 64;
  private static final ThreadLocal<Buffers> OF_THREAD = ThreadLocal.withInitial(Buffers::new);

  /// What the packed right-hand side and other large things go to.
  private MemorySegment large = MemorySegment.NULL;

  /// One vector to spare, two of constants, a tile of results, some last elements, and two chunks.
  private final MemorySegment small = Arena.ofAuto().allocate(16384, ALIGNMENT);

  private final MemorySegment square =
      Arena.ofAuto().allocate(Lanes.LENGTH * Lanes.BYTES, ALIGNMENT);

  /// The packed panel of the left-hand side; small enough for the first-level cache.
  final float[] panel = new float[Packing.PANEL];

  /// Two square blocks for a transposition.
  final float[] squareA = new float[Lanes.LENGTH * Lanes.LENGTH];

  final float[] squareB = new float[Lanes.LENGTH * Lanes.LENGTH];

  /// The product being computed, and a part of it.
  final Product product = new Product();

  final Product part = new Product();

  private Buffers() {}

  static Buffers ofThread() {
    return OF_THREAD.get();
  }

  /// {@return the address of as many vectors as each has lanes}
  long aside() {
    return square.address();
  }

  /// {@return the address of one vector}
  long spare() {
    return small.address();
  }

  /// {@return the address of a vector for a constant}
  ///
  /// @param which 0 or 1
  long constant(int which) {
    return small.address() + 256L * (which + 1);
  }

  /// {@return the address of a tile of results}
  long tile() {
    return small.address() + 1024;
  }

  /// {@return the address of a vector for the last elements of a row}
  ///
  /// @param which from 0 to 3
  long rest(int which) {
    return small.address() + 2048 + 256L * which;
  }

  /// {@return the address of [VectorMath#CHUNK] bytes for intermediate results}
  ///
  /// @param which 0 or 1
  long chunk(int which) {
    return small.address() + 4096 + which * VectorMath.CHUNK;
  }

  /// {@return the address of at least that many bytes, whose content is lost at the next call}
  ///
  /// @param bytes at least 0
  long large(long bytes) {
    if (large.byteSize() < bytes) {
      large = Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }
    return large.address();
  }
}

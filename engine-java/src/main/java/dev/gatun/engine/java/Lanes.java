package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of the machine's width, loaded from and stored to addresses.
///
/// The last elements of a row go through the same vector code as the others, the lanes beyond them
/// unused: an element's bits then do not depend on its position.
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LENGTH = SPECIES.length();
  static final int BITS = SPECIES.vectorBitSize();
  static final long BYTES = SPECIES.vectorByteSize();
  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Whether the hardware masks loads; elsewhere the JIT loads whole vectors and discards lanes,
  /// which may touch the page behind a tensor.
  private static final boolean MASKS = isX86();

  private static final VectorShuffle<Float> SWAP_8 = swap(8);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private Lanes() {}

  static boolean isX86() {
    String architecture = System.getProperty("os.arch", "");
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) & (LENGTH - 1));
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
  }

  /// Loads no more elements than there are lanes; the other lanes are unspecified.
  static FloatVector load(long address, int count) {
    if (MASKS) {
      return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER, mask(count));
    }
    if (count == LENGTH) {
      return load(address);
    }
    long spare = Buffers.ofThread().spare();
    copy(address, spare, count);
    return load(spare);
  }

  /// Loads no more elements than there are lanes; the other lanes hold the filler.
  static FloatVector load(long address, int count, float filler) {
    return FloatVector.broadcast(SPECIES, filler).blend(load(address, count), mask(count));
  }

  static VectorMask<Float> mask(int count) {
    return SPECIES.indexInRange(0, count);
  }

  static FloatVector broadcast(long address) {
    return FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, address));
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(MEMORY, address, ORDER);
  }

  /// Stores the first elements only.
  static void store(FloatVector vector, long address, int count) {
    if (MASKS) {
      vector.intoMemorySegment(MEMORY, address, ORDER, mask(count));
    } else if (count == LENGTH) {
      store(vector, address);
    } else {
      long spare = Buffers.ofThread().spare();
      store(vector, spare);
      copy(spare, address, count);
    }
  }

  private static void copy(long from, long to, int count) {
    for (int i = 0; i < count; i++) {
      MEMORY.set(FLOAT, to + 4L * i, MEMORY.get(FLOAT, from + 4L * i));
    }
  }

  /// Adds the lanes up in one fixed order: `reduceLanes` has another in compiled code than in
  /// interpreted.
  ///
  /// @param address where the vector is
  static float sum(long address) {
    FloatVector v = load(address);
    if (LENGTH > 8) {
      v = v.add(v.rearrange(SWAP_8));
    }
    if (LENGTH > 4) {
      v = v.add(v.rearrange(SWAP_4));
    }
    if (LENGTH > 2) {
      v = v.add(v.rearrange(SWAP_2));
    }
    return v.add(v.rearrange(SWAP_1)).lane(0);
  }

  /// {@return the end of the whole vectors among so many bytes}
  static long bound(long bytes) {
    return bytes & -BYTES;
  }

  /// {@return how many elements of the next vector are among so many bytes}
  static int count(long bytes) {
    return (int) Math.min(LENGTH, bytes >> 2);
  }
}

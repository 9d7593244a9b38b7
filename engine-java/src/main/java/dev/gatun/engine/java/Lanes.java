package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of the machine's width, and the last elements of a row, which fill none.
///
/// Those are copied to a whole vector first, so that they go through the same vector code as the
/// others: an element's bits then do not depend on its position.
///
/// No method of the module takes or returns a vector, and none but the Vector API's is called with
/// one: the JIT inlines those always but others only if it likes, and puts a vector that is passed
/// to a real call on the heap.
///
/// The kernels use one width for each type of element. The JIT tells the class of a vector by what
/// it has seen there before, in the methods of the Vector API, which all kernels share: if it has
/// seen two, vectors that live from one turn of a loop to the next go to the heap in every kernel.
///
/// Nor does it inline any more once a compilation, with all that is inlined into it, has 40,000
/// nodes (`-XX:LiveNodeCountInliningCutoff`), of which each step on vectors takes hundreds. Which
/// methods it compiles together differs from run to run. So a loop over vectors is called in one
/// place where that can be, rather than in one for whole vectors and in another for the last
/// elements; with a low limit, `KernelAllocationTest` finds those that are too large.
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LENGTH = SPECIES.length();
  static final int BITS = SPECIES.vectorBitSize();
  static final long BYTES = SPECIES.vectorByteSize();
  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// What is taken for the size of a second-level cache.
  static final long CACHED = 1 << 20;

  /// Whether the hardware masks loads; elsewhere the JIT loads whole vectors and discards lanes,
  /// which may touch the page behind a tensor.
  static final boolean MASKS = isX86();

  /// The number of each lane.
  static final FloatVector INDICES = FloatVector.zero(SPECIES).addIndex(1);

  static final VectorShuffle<Float> SWAP_8 = swap(8);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_1 = swap(1);

  private Lanes() {}

  static boolean isX86() {
    String architecture = System.getProperty("os.arch", "");
    return architecture.equals("amd64") || architecture.equals("x86_64");
  }

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ distance) & (LENGTH - 1));
  }

  /// Copies up to as many elements as there are lanes to a whole vector, the others of which get
  /// the filler.
  static void stage(long from, long to, int count, float filler) {
    FloatVector others = FloatVector.broadcast(SPECIES, filler);
    if (MASKS) {
      VectorMask<Float> mask = SPECIES.indexInRange(0, count);
      FloatVector v = FloatVector.fromMemorySegment(SPECIES, MEMORY, from, ORDER, mask);
      others.blend(v, mask).intoMemorySegment(MEMORY, to, ORDER);
    } else {
      others.intoMemorySegment(MEMORY, to, ORDER);
      copy(from, to, count);
    }
  }

  static void stage(long from, long to, int count) {
    stage(from, to, count, 0);
  }

  /// Copies the first elements of a whole vector.
  static void unstage(long from, long to, int count) {
    if (MASKS) {
      VectorMask<Float> mask = SPECIES.indexInRange(0, count);
      FloatVector.fromMemorySegment(SPECIES, MEMORY, from, ORDER)
          .intoMemorySegment(MEMORY, to, ORDER, mask);
    } else {
      copy(from, to, count);
    }
  }

  /// Fills a whole vector with one number.
  ///
  /// @return the vector's address
  static long repeat(long number, long to) {
    FloatVector.broadcast(SPECIES, MEMORY.get(FLOAT, number)).intoMemorySegment(MEMORY, to, ORDER);
    return to;
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
    FloatVector v = FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
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

  /// {@return how many elements behind the whole vectors so many bytes hold}
  static int rest(long bytes) {
    return (int) (bytes & (BYTES - 1)) >> 2;
  }

  /// {@return how many rows of a matrix, from the first on, have enough behind them that a whole
  /// vector can be read where their last elements begin}
  ///
  /// @param row the size of a row in bytes, not whole vectors
  static int inside(int rows, long row) {
    return (int) Math.max(0, rows - Math.ceilDiv(BYTES - (row & (BYTES - 1)), row));
  }
}

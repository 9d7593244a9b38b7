package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.gatun.engine.Philox;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Random numbers: as many blocks of [Philox] at once as a vector has lanes of 64 bits.
final class VectorRandom {
  private static final VectorSpecies<Long> LONGS = SPECIES.withLanes(long.class);

  /// Numbers of one step: four words of each block.
  private static final int STEP = 2 * LENGTH;

  private static final long WORD = 0xFFFFFFFFL;
  private static final LongVector BLOCKS = LongVector.zero(LONGS).addIndex(1);
  private static final VectorShuffle<Long> LOW = zip(0);
  private static final VectorShuffle<Long> HIGH = zip(LONGS.length() / 2);

  private VectorRandom() {}

  /// Lanes alternately of a first and a second vector, whose lanes count on from the first's.
  private static VectorShuffle<Long> zip(int from) {
    int lanes = LONGS.length();
    return VectorShuffle.fromOp(
        LONGS, lane -> (lane & 1) == 0 ? from + lane / 2 : from + lane / 2 - lanes);
  }

  static void random(long key, long stream, Tensor ids, Tensor y) {
    int columns = y.columns();
    int end = columns - columns % STEP;
    long rest = Buffers.ofThread().tile();
    for (int i = 0; i < y.rows(); i++) {
      int id = MEMORY.get(ValueLayout.JAVA_INT, ids.address() + 4L * i);
      long row = y.address() + 4L * i * columns;
      steps(key, stream, id, 0, end, row);
      if (end < columns) {
        steps(key, stream, id, end, columns, rest);
        int count = columns - end;
        Lanes.unstage(rest, row + 4L * end, Math.min(LENGTH, count));
        Lanes.unstage(rest + BYTES, row + 4L * end + BYTES, Math.max(0, count - LENGTH));
      }
    }
  }

  /// Writes whole steps.
  ///
  /// @param from the first number's column
  /// @param to where to stop, rounded up to whole steps
  /// @param y the first number's address
  private static void steps(long key, long stream, int id, int from, int to, long y) {
    long id64 = Integer.toUnsignedLong(id);
    for (int j = from; j < to; j += STEP) {
      LongVector x0 = BLOCKS.add(j / 4);
      LongVector x1 = LongVector.broadcast(LONGS, id64);
      LongVector x2 = LongVector.broadcast(LONGS, stream & WORD);
      LongVector x3 = LongVector.broadcast(LONGS, stream >>> 32);
      int k0 = (int) key;
      int k1 = (int) (key >>> 32);
      for (int round = 0; round < Philox.ROUNDS; round++) {
        LongVector p0 = x0.and(WORD).mul(Philox.MULTIPLIER_0 & WORD);
        LongVector p1 = x2.and(WORD).mul(Philox.MULTIPLIER_1 & WORD);
        x0 = p1.lanewise(LSHR, 32).lanewise(XOR, x1).lanewise(XOR, k0 & WORD);
        x1 = p1;
        x2 = p0.lanewise(LSHR, 32).lanewise(XOR, x3).lanewise(XOR, k1 & WORD);
        x3 = p0;
        k0 += Philox.WEYL_0;
        k1 += Philox.WEYL_1;
      }
      LongVector first = x0.and(WORD).or(x1.lanewise(LSHL, 32));
      LongVector second = x2.and(WORD).or(x3.lanewise(LSHL, 32));
      long at = y + 4L * (j - from);
      first
          .rearrange(LOW, second)
          .reinterpretAsInts()
          .lanewise(LSHR, 8)
          .convertShape(I2F, SPECIES, 0)
          .reinterpretAsFloats()
          .mul(Philox.UNIT)
          .intoMemorySegment(MEMORY, at, ORDER);
      first
          .rearrange(HIGH, second)
          .reinterpretAsInts()
          .lanewise(LSHR, 8)
          .convertShape(I2F, SPECIES, 0)
          .reinterpretAsFloats()
          .mul(Philox.UNIT)
          .intoMemorySegment(MEMORY, at + BYTES, ORDER);
    }
  }
}

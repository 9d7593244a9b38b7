package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Filling and gathering.
final class VectorMoves {
  /// As many bytes as a vector has floats; with four lanes, where there is no such species, twice
  /// as many.
  private static final VectorSpecies<Byte> BYTE_SPECIES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * LENGTH)));

  private static final VectorSpecies<Integer> INT_SPECIES = SPECIES.withLanes(int.class);

  private VectorMoves() {}

  static void fill(float value, Tensor y) {
    FloatVector v = FloatVector.broadcast(SPECIES, value);
    long address = y.address();
    long bytes = 4 * y.size();
    for (long at = 0; at < bytes; at += BYTES) {
      store(v, address + at, count(bytes - at));
    }
  }

  static void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    boolean one = scale.columns() == 1;
    Buffers buffers = Buffers.ofThread();
    long factors = one ? buffers.constant(0) : scale.address();
    long terms = one ? buffers.constant(1) : shift.address();
    if (one) {
      store(Lanes.broadcast(scale.address()), factors);
      store(Lanes.broadcast(shift.address()), terms);
    }
    long columns = y.columns();
    long step = one ? 0 : BYTES;
    for (int i = 0; i < y.rows(); i++) {
      long row = MEMORY.get(ValueLayout.JAVA_INT, rows.address() + 4L * i);
      long to = y.address() + 4L * i * columns;
      if (x.type() == ElementType.U8) {
        bytes(x.address() + row * columns, factors, terms, step, to, columns);
      } else {
        floats(x.address() + 4 * row * columns, factors, terms, step, to, 4 * columns);
      }
    }
  }

  private static void floats(long x, long factors, long terms, long step, long y, long bytes) {
    long factor = factors;
    long term = terms;
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector v = load(x + at, count).fma(load(factor, count), load(term, count));
      store(v, y + at, count);
      factor += step;
      term += step;
    }
  }

  private static void bytes(long x, long factors, long terms, long step, long y, long columns) {
    long factor = factors;
    long term = terms;
    long j = 0;
    // A whole byte vector is loaded each time, so the last columns are left to the loop below.
    for (; j + BYTE_SPECIES.length() <= columns; j += LENGTH) {
      IntVector integers =
          (IntVector)
              ByteVector.fromMemorySegment(BYTE_SPECIES, MEMORY, x + j, Lanes.ORDER)
                  .convertShape(VectorOperators.ZERO_EXTEND_B2I, INT_SPECIES, 0);
      FloatVector v = (FloatVector) integers.convert(VectorOperators.I2F, 0);
      store(v.fma(load(factor), load(term)), y + 4 * j);
      factor += step;
      term += step;
    }
    for (; j < columns; j++) {
      long offset = step == 0 ? 0 : 4 * j;
      float value = Byte.toUnsignedInt(MEMORY.get(ValueLayout.JAVA_BYTE, x + j));
      float a = MEMORY.get(Lanes.FLOAT, factors + offset);
      float b = MEMORY.get(Lanes.FLOAT, terms + offset);
      MEMORY.set(Lanes.FLOAT, y + 4 * j, Math.fma(value, a, b));
    }
  }
}

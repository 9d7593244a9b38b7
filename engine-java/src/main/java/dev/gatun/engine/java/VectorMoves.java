package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.LENGTH;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;

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

  /// Rows whose memory is read ahead of their conversion.
  private static final int AHEAD = 2;

  /// Bytes of a cache line of most processors.
  private static final int LINE = 64;

  private VectorMoves() {}

  static void fill(float value, Tensor y) {
    FloatVector v = FloatVector.broadcast(SPECIES, value);
    long address = y.address();
    long bytes = 4 * y.size();
    long end = Lanes.bound(bytes);
    long at = 0;
    // Four at a time: one by one takes twice as long in a cache.
    for (; at < end - 3 * BYTES; at += 4 * BYTES) {
      v.intoMemorySegment(MEMORY, address + at, ORDER);
      v.intoMemorySegment(MEMORY, address + at + BYTES, ORDER);
      v.intoMemorySegment(MEMORY, address + at + 2 * BYTES, ORDER);
      v.intoMemorySegment(MEMORY, address + at + 3 * BYTES, ORDER);
    }
    for (; at < end; at += BYTES) {
      v.intoMemorySegment(MEMORY, address + at, ORDER);
    }
    for (at = end; at < bytes; at += Float.BYTES) {
      MEMORY.set(FLOAT, address + at, value);
    }
  }

  static void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    boolean one = scale.columns() == 1;
    Buffers buffers = Buffers.ofThread();
    long factors = one ? buffers.constant(0) : scale.address();
    long terms = one ? buffers.constant(1) : shift.address();
    if (one) {
      Lanes.repeat(scale.address(), factors);
      Lanes.repeat(shift.address(), terms);
    }
    long columns = y.columns();
    if (one && x.type() == ElementType.F32 && Lanes.rest(4 * columns) == 0) {
      floats(x.address(), rows.address(), factors, terms, y.address(), 4 * columns, 4 * y.size());
      return;
    }
    long step = one ? 0 : BYTES;
    long end = one ? 0 : Lanes.bound(4 * columns);
    Lanes.stage(factors + end, buffers.rest(1), one ? LENGTH : Lanes.rest(4 * columns));
    Lanes.stage(terms + end, buffers.rest(2), one ? LENGTH : Lanes.rest(4 * columns));
    // Rows of floats, and what a cache holds, gain nothing from it and lose up to a half.
    boolean ahead = x.type() == ElementType.U8 && x.size() > Lanes.CACHED;
    for (int i = 0; i < y.rows(); i++) {
      if (ahead && i % AHEAD == 0) {
        touch(x, columns, rows, i, Math.min(i + AHEAD, y.rows()), buffers.rest(0));
      }
      long row = MEMORY.get(ValueLayout.JAVA_INT, rows.address() + 4L * i);
      long to = y.address() + 4L * i * columns;
      if (x.type() == ElementType.U8) {
        bytes(x.address() + row * columns, factors, terms, step, to, columns);
      } else {
        floats(x.address() + 4 * row * columns, factors, terms, step, to, 4 * columns, buffers);
      }
    }
  }

  /// Reads a byte of each cache line of some rows of bytes: so many loads that do not depend on one
  /// another are under way at once, whereas the conversion of rows waits for memory row by row.
  ///
  /// @param columns of a row
  /// @param unused takes a number that makes the loads needed
  private static void touch(Tensor x, long columns, Tensor rows, int from, int to, long unused) {
    byte seen = 0;
    for (int i = from; i < to; i++) {
      long row = x.address() + MEMORY.get(ValueLayout.JAVA_INT, rows.address() + 4L * i) * columns;
      for (long at = 0; at < columns; at += LINE) {
        seen |= MEMORY.get(ValueLayout.JAVA_BYTE, row + at);
      }
    }
    MEMORY.set(ValueLayout.JAVA_BYTE, unused, seen);
  }

  /// Gathers rows of whole vectors in one loop, since to begin and end one for each row takes time.
  ///
  /// @param row the size of a row in bytes
  /// @param bytes the size of all of them
  private static void floats(
      long x, long rows, long factors, long terms, long y, long row, long bytes) {
    FloatVector a = fromMemorySegment(SPECIES, MEMORY, factors, ORDER);
    FloatVector b = fromMemorySegment(SPECIES, MEMORY, terms, ORDER);
    long next = rows;
    long from = x;
    long left = 0;
    for (long at = 0; at < bytes; at += BYTES) {
      if (left == 0) {
        from = x + MEMORY.get(ValueLayout.JAVA_INT, next) * row;
        next += Integer.BYTES;
        left = row;
      }
      fromMemorySegment(SPECIES, MEMORY, from, ORDER)
          .fma(a, b)
          .intoMemorySegment(MEMORY, y + at, ORDER);
      from += BYTES;
      left -= BYTES;
    }
  }

  private static void floats(
      long x, long factors, long terms, long step, long y, long bytes, Buffers buffers) {
    long end = Lanes.bound(bytes);
    floats(x, factors, terms, step, y, end);
    if (end < bytes) {
      int count = Lanes.rest(bytes);
      long rest = buffers.rest(0);
      Lanes.stage(x + end, rest, count);
      floats(rest, buffers.rest(1), buffers.rest(2), 0, rest, BYTES);
      Lanes.unstage(rest, y + end, count);
    }
  }

  private static void floats(long x, long factors, long terms, long step, long y, long bytes) {
    if (step == 0) {
      FloatVector a = fromMemorySegment(SPECIES, MEMORY, factors, ORDER);
      FloatVector b = fromMemorySegment(SPECIES, MEMORY, terms, ORDER);
      for (long at = 0; at < bytes; at += BYTES) {
        fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
            .fma(a, b)
            .intoMemorySegment(MEMORY, y + at, ORDER);
      }
      return;
    }
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector a = fromMemorySegment(SPECIES, MEMORY, factors + at, ORDER);
      FloatVector b = fromMemorySegment(SPECIES, MEMORY, terms + at, ORDER);
      fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
          .fma(a, b)
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }

  private static void bytes(long x, long factors, long terms, long step, long y, long columns) {
    // A whole byte vector is loaded each time, so the last columns are left to the loop below.
    long end = columns - Math.floorMod(columns, LENGTH);
    if (end + BYTE_SPECIES.length() - LENGTH > columns) {
      end -= LENGTH;
    }
    if (step == 0) {
      bytes(x, factors, terms, y, end);
    } else {
      bytesByColumn(x, factors, terms, y, end);
    }
    for (long j = Math.max(0, end); j < columns; j++) {
      long offset = step == 0 ? 0 : 4 * j;
      float value = Byte.toUnsignedInt(MEMORY.get(ValueLayout.JAVA_BYTE, x + j));
      float a = MEMORY.get(FLOAT, factors + offset);
      float b = MEMORY.get(FLOAT, terms + offset);
      MEMORY.set(FLOAT, y + 4 * j, Math.fma(value, a, b));
    }
  }

  private static void bytes(long x, long factors, long terms, long y, long columns) {
    FloatVector a = fromMemorySegment(SPECIES, MEMORY, factors, ORDER);
    FloatVector b = fromMemorySegment(SPECIES, MEMORY, terms, ORDER);
    for (long j = 0; j < columns; j += LENGTH) {
      IntVector integers =
          (IntVector)
              ByteVector.fromMemorySegment(BYTE_SPECIES, MEMORY, x + j, ORDER)
                  .convertShape(VectorOperators.ZERO_EXTEND_B2I, INT_SPECIES, 0);
      FloatVector v = (FloatVector) integers.convert(VectorOperators.I2F, 0);
      v.fma(a, b).intoMemorySegment(MEMORY, y + 4 * j, ORDER);
    }
  }

  private static void bytesByColumn(long x, long factors, long terms, long y, long columns) {
    for (long j = 0; j < columns; j += LENGTH) {
      IntVector integers =
          (IntVector)
              ByteVector.fromMemorySegment(BYTE_SPECIES, MEMORY, x + j, ORDER)
                  .convertShape(VectorOperators.ZERO_EXTEND_B2I, INT_SPECIES, 0);
      FloatVector v = (FloatVector) integers.convert(VectorOperators.I2F, 0);
      FloatVector a = fromMemorySegment(SPECIES, MEMORY, factors + 4 * j, ORDER);
      FloatVector b = fromMemorySegment(SPECIES, MEMORY, terms + 4 * j, ORDER);
      v.fma(a, b).intoMemorySegment(MEMORY, y + 4 * j, ORDER);
    }
  }
}

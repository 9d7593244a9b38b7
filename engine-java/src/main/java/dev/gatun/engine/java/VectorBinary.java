package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Tensor;
import jdk.incubator.vector.FloatVector;

/// Functions of two numbers, with rows, columns or single numbers repeated.
final class VectorBinary {
  private VectorBinary() {}

  static void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    if (y.size() == 0) {
      return;
    }
    Buffers buffers = Buffers.ofThread();
    boolean flat = all(a, y) && all(b, y);
    int rows = flat ? 1 : y.rows();
    long rowBytes = flat ? 4 * y.size() : 4L * y.columns();
    boolean oneA = flat ? a.size() == 1 : a.columns() == 1;
    boolean oneB = flat ? b.size() == 1 : b.columns() == 1;
    long aRow = a.rows() == 1 ? 0 : 4L * a.columns();
    long bRow = b.rows() == 1 ? 0 : 4L * b.columns();
    if (!oneA && !oneB && Lanes.bound(rowBytes) == rowBytes) {
      long backA = aRow == 0 ? rowBytes : 0;
      long backB = bRow == 0 ? rowBytes : 0;
      long bytes = rows * rowBytes;
      if (f == Binary.PLUS && backA == 0) {
        plus(a.address(), b.address(), backB == 0 ? bytes : rowBytes, y.address(), bytes);
        return;
      }
      whole(f, a.address(), BYTES, backA, b.address(), BYTES, backB, y.address(), bytes, rowBytes);
      return;
    }
    for (int i = 0; i < rows; i++) {
      long to = y.address() + i * rowBytes;
      row(f, a.address() + i * aRow, oneA, b.address() + i * bRow, oneB, to, rowBytes, buffers);
    }
  }

  /// {@return whether an operand is one number or as large as the result}
  private static boolean all(Tensor x, Tensor y) {
    return x.size() == 1 || ScalarElementwise.same(x, y);
  }

  /// Combines two rows, of which either may be one number: that is read again and again from a
  /// vector full of it.
  static void row(
      Binary f, long a, boolean oneA, long b, boolean oneB, long y, long bytes, Buffers buffers) {
    long fromA = oneA ? Lanes.repeat(a, buffers.constant(0)) : a;
    long fromB = oneB ? Lanes.repeat(b, buffers.constant(1)) : b;
    long end = Lanes.bound(bytes);
    long restA = oneA ? fromA : buffers.rest(0);
    long restB = oneB ? fromB : buffers.rest(1);
    if (!oneA) {
      Lanes.stage(a + end, restA, Lanes.rest(bytes));
    }
    if (!oneB) {
      Lanes.stage(b + end, restB, Lanes.rest(bytes));
    }
    long rest = buffers.rest(2);
    long restBytes = end < bytes ? BYTES : 0;
    // One call for both: copies of the loop count against what the JIT inlines, and where it gives
    // up, vectors go to the heap.
    for (int part = 0; part < 2; part++) {
      boolean last = part == 1;
      long stepA = oneA ? 0 : BYTES;
      long stepB = oneB ? 0 : BYTES;
      long first = last ? restA : fromA;
      long second = last ? restB : fromB;
      long size = last ? restBytes : end;
      whole(f, first, stepA, 0, second, stepB, 0, last ? rest : y, size, size);
    }
    Lanes.unstage(rest, y + end, Lanes.rest(bytes));
  }

  /// Adds whole vectors, the second ones again and again: what layers do most, in a loop without a
  /// choice in it.
  ///
  /// @param bBytes the size of the second ones
  static void plus(long a, long b, long bBytes, long y, long bytes) {
    long column = 0;
    long from = a;
    while (from < a + bytes) {
      fromMemorySegment(SPECIES, MEMORY, from, ORDER)
          .add(fromMemorySegment(SPECIES, MEMORY, b + column, ORDER))
          .intoMemorySegment(MEMORY, from + (y - a), ORDER);
      from += BYTES;
      column += BYTES;
      column = column == bBytes ? 0 : column;
    }
  }

  /// Combines whole vectors.
  ///
  /// @param stepA from one vector to the next; 0 for the same again and again
  /// @param backA what to go back by at the end of a row
  /// @param row the size of a row
  private static void whole(
      Binary f,
      long a,
      long stepA,
      long backA,
      long b,
      long stepB,
      long backB,
      long y,
      long bytes,
      long row) {
    long fromA = a;
    long fromB = b;
    long column = 0;
    long to = y;
    while (to < y + bytes) {
      FloatVector va = fromMemorySegment(SPECIES, MEMORY, fromA, ORDER);
      FloatVector vb = fromMemorySegment(SPECIES, MEMORY, fromB, ORDER);
      FloatVector result =
          switch (f) {
            case PLUS -> va.add(vb);
            case MINUS -> va.sub(vb);
            case TIMES -> va.mul(vb);
            case DIVIDE -> va.div(vb);
            case MAXIMUM -> va.max(vb);
            case MINIMUM -> va.min(vb);
            case GREATER -> va.broadcast(0f).blend(1f, va.compare(GT, vb));
          };
      result.intoMemorySegment(MEMORY, to, ORDER);
      to += BYTES;
      fromA += stepA;
      fromB += stepB;
      column += BYTES;
      if (column == row) {
        column = 0;
        fromA -= backA;
        fromB -= backB;
      }
    }
  }

  static void axpby(float alpha, Tensor x, float beta, Tensor y) {
    long bytes = 4 * y.size();
    long end = Lanes.bound(bytes);
    axpby(alpha, x.address(), beta, y.address(), end);
    if (end < bytes) {
      Buffers buffers = Buffers.ofThread();
      long rest = buffers.rest(1);
      Lanes.stage(x.address() + end, buffers.rest(0), Lanes.rest(bytes));
      Lanes.stage(y.address() + end, rest, Lanes.rest(bytes));
      axpby(alpha, buffers.rest(0), beta, rest, BYTES);
      Lanes.unstage(rest, y.address() + end, Lanes.rest(bytes));
    }
  }

  /// Computes `y = α·x + β·y`, where β of 0 does not read `y`.
  ///
  /// @param bytes whole vectors
  static void axpby(float alpha, long x, float beta, long y, long bytes) {
    FloatVector va = FloatVector.broadcast(SPECIES, alpha);
    if (beta == 0) {
      for (long at = 0; at < bytes; at += BYTES) {
        fromMemorySegment(SPECIES, MEMORY, x + at, ORDER)
            .mul(va)
            .intoMemorySegment(MEMORY, y + at, ORDER);
      }
      return;
    }
    FloatVector vb = FloatVector.broadcast(SPECIES, beta);
    for (long at = 0; at < bytes; at += BYTES) {
      FloatVector scaled = fromMemorySegment(SPECIES, MEMORY, x + at, ORDER).mul(va);
      fromMemorySegment(SPECIES, MEMORY, y + at, ORDER)
          .fma(vb, scaled)
          .intoMemorySegment(MEMORY, y + at, ORDER);
    }
  }
}

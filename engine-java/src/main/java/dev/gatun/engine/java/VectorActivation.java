package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.ORDER;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.bound;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.VectorOperators.GT;

import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import jdk.incubator.vector.FloatVector;

/// Bias and activation in one pass over memory, and their gradients.
final class VectorActivation {
  /// About so many bytes are worked on at a time, to be found in the first-level cache by the next
  /// loop.
  private static final long CHUNK = 8192;

  /// Gradients are computed of so many bytes at a time: the JIT unrolls a loop by as much as it has
  /// been seen to run long, and unrolled by very much it takes twice as long in a cache.
  private static final long BLOCK = 65_536;

  private VectorActivation() {}

  static void forward(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * x.columns();
    long end = bound(row);
    // What is one pass needs no chunks.
    int step = f == Unary.RELU ? x.rows() : rowsIn(CHUNK, row);
    for (int from = 0; from < x.rows(); from += step) {
      int rows = Math.min(step, x.rows() - from);
      long source = x.address() + from * row;
      long chunk = y.address() + from * row;
      addWhole(f == Unary.RELU, source, bias.address(), chunk, rows, row);
      if (end < row) {
        addRest(f == Unary.RELU, source, bias.address(), chunk, rows, row, buffers);
      }
      if (f != Unary.RELU) {
        VectorUnary.unary(f, p, q, chunk, chunk, rows * row);
      }
    }
  }

  /// {@return how many rows so many bytes hold, at least one}
  private static int rowsIn(long bytes, long row) {
    return (int) Math.max(1, bytes / Math.max(1, row));
  }

  /// Adds the bias to the whole vectors of each row: in one loop where there is nothing else.
  private static void addWhole(boolean rectify, long x, long bias, long y, int rows, long row) {
    long end = bound(row);
    if (end == row) {
      add(rectify, x, bias, row, y, rows * row);
    } else if (end > 0) {
      for (int i = 0; i < rows; i++) {
        add(rectify, x + i * row, bias, end, y + i * row, end);
      }
    }
  }

  /// Adds the bias to the last elements of each row.
  private static void addRest(
      boolean rectify, long x, long bias, long y, int rows, long row, Buffers buffers) {
    long end = bound(row);
    int count = Lanes.rest(row);
    long rest = buffers.rest(0);
    long restBias = buffers.rest(1);
    Lanes.stage(bias + end, restBias, count);
    int inside = Lanes.inside(rows, row);
    for (int i = 0; i < rows; i++) {
      long from = x + i * row + end;
      if (i >= inside) {
        Lanes.stage(from, rest, count);
        from = rest;
      }
      addOne(rectify, from, restBias, rest);
      Lanes.unstage(rest, y + i * row + end, count);
    }
  }

  /// Adds one vector of the bias: a method of its own, since the JIT unrolls no loop that it has
  /// seen run once only.
  private static void addOne(boolean rectify, long x, long bias, long y) {
    FloatVector v = fromMemorySegment(SPECIES, MEMORY, x, ORDER);
    v = v.add(fromMemorySegment(SPECIES, MEMORY, bias, ORDER));
    if (rectify) {
      v.reinterpretAsInts().max(0).reinterpretAsFloats().intoMemorySegment(MEMORY, y, ORDER);
    } else {
      v.intoMemorySegment(MEMORY, y, ORDER);
    }
  }

  /// Adds the bias, again and again, and replaces negative sums by 0 where they are to be
  /// rectified.
  private static void add(boolean rectify, long x, long bias, long biasBytes, long y, long bytes) {
    if (rectify) {
      rectify(x, bias, biasBytes, y, bytes);
    } else {
      VectorBinary.plus(x, bias, biasBytes, y, bytes);
    }
  }

  private static void rectify(long x, long bias, long biasBytes, long y, long bytes) {
    long column = 0;
    long from = x;
    // Counted from 0 on, the JIT unrolls the loop, which takes half as long again in cache.
    while (from < x + bytes) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, from, ORDER);
      v = v.add(fromMemorySegment(SPECIES, MEMORY, bias + column, ORDER));
      // As integers: negative ones are the numbers below zero.
      v = v.reinterpretAsInts().max(0).reinterpretAsFloats();
      v.intoMemorySegment(MEMORY, from + (y - x), ORDER);
      from += BYTES;
      column += BYTES;
      column = column == biasBytes ? 0 : column;
    }
  }

  static void backward(Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    Buffers buffers = Buffers.ofThread();
    long row = 4L * y.columns();
    VectorMoves.fill(0, dbias);
    boolean common = f == Unary.RELU || f == Unary.SIGMOID || f == Unary.TANH;
    if (common && bound(row) == row) {
      if (dy.address() != dx.address()) {
        ScalarMoves.copy(dy, dx);
      }
      long bytes = y.rows() * row;
      long step = rowsIn(BLOCK, row) * row;
      for (long at = 0; at < bytes; at += step) {
        long size = Math.min(step, bytes - at);
        whole(f, y.address() + at, dx.address() + at, size, row, dbias.address());
      }
      return;
    }
    int step = rowsIn(CHUNK, row);
    for (int from = 0; from < y.rows(); from += step) {
      int rows = Math.min(step, y.rows() - from);
      long at = from * row;
      long chunk = dx.address() + at;
      VectorUnary.gradient(f, p, q, y.address() + at, dy.address() + at, chunk, rows * row);
      VectorColumns.sums(chunk, rows, row, dbias.address(), buffers);
    }
  }

  /// The gradient of rows of whole vectors in one pass, added to what `dbias` holds. It is computed
  /// in place, as layers have it: with a third matrix, the loop takes two to three times as long in
  /// a cache.
  ///
  /// Its loops are one method, which is too large for the JIT to inline (`-XX:FreqInlineSize`, 325
  /// bytes): within the code of a caller, they had fewer registers and took up to twice as long.
  /// `InliningTest` looks at its size.
  ///
  /// @param f RELU, SIGMOID or TANH
  /// @param d the address of the output's gradient, which becomes the input's
  private static void whole(Unary f, long y, long d, long bytes, long row, long dbias) {
    long column = 0;
    long from = y;
    if (f == Unary.RELU) {
      FloatVector zero = FloatVector.zero(SPECIES);
      while (from < y + bytes) {
        FloatVector v = fromMemorySegment(SPECIES, MEMORY, from, ORDER);
        FloatVector g = fromMemorySegment(SPECIES, MEMORY, from + (d - y), ORDER);
        g = zero.blend(g, v.compare(GT, zero));
        g.intoMemorySegment(MEMORY, from + (d - y), ORDER);
        fromMemorySegment(SPECIES, MEMORY, dbias + column, ORDER)
            .add(g)
            .intoMemorySegment(MEMORY, dbias + column, ORDER);
        from += BYTES;
        column += BYTES;
        column = column == row ? 0 : column;
      }
      return;
    }
    // (1 − y)·y and (1 − y)·(1 + y).
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector term = f == Unary.TANH ? one : FloatVector.zero(SPECIES);
    while (from < y + bytes) {
      FloatVector v = fromMemorySegment(SPECIES, MEMORY, from, ORDER);
      FloatVector g = fromMemorySegment(SPECIES, MEMORY, from + (d - y), ORDER);
      g = one.sub(v).mul(v.add(term)).mul(g);
      g.intoMemorySegment(MEMORY, from + (d - y), ORDER);
      fromMemorySegment(SPECIES, MEMORY, dbias + column, ORDER)
          .add(g)
          .intoMemorySegment(MEMORY, dbias + column, ORDER);
      from += BYTES;
      column += BYTES;
      column = column == row ? 0 : column;
    }
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;
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
    boolean sameA = ScalarElementwise.same(a, y);
    boolean sameB = ScalarElementwise.same(b, y);
    if ((sameA || a.size() == 1) && (sameB || b.size() == 1)) {
      pass(f, a.address(), a.size() == 1, b.address(), b.size() == 1, y.address(), 4 * y.size());
      return;
    }
    long rowBytes = 4L * y.columns();
    long aRow = a.rows() == 1 ? 0 : 4L * a.columns();
    long bRow = b.rows() == 1 ? 0 : 4L * b.columns();
    for (int i = 0; i < y.rows(); i++) {
      pass(
          f,
          a.address() + i * aRow,
          a.columns() == 1,
          b.address() + i * bRow,
          b.columns() == 1,
          y.address() + i * rowBytes,
          rowBytes);
    }
  }

  /// Combines two rows, of which either may be one number: that is read again and again from a
  /// vector full of it.
  private static void pass(
      Binary f, long a, boolean oneA, long b, boolean oneB, long y, long bytes) {
    Buffers buffers = Buffers.ofThread();
    long fromA = oneA ? repeat(a, buffers.constant(0)) : a;
    long fromB = oneB ? repeat(b, buffers.constant(1)) : b;
    long stepA = oneA ? 0 : BYTES;
    long stepB = oneB ? 0 : BYTES;
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector va = load(fromA, count);
      FloatVector vb = load(fromB, count);
      fromA += stepA;
      fromB += stepB;
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
      store(result, y + at, count);
    }
  }

  private static long repeat(long number, long constant) {
    store(Lanes.broadcast(number), constant);
    return constant;
  }

  static void axpby(float alpha, Tensor x, float beta, Tensor y) {
    long from = x.address();
    long to = y.address();
    long bytes = 4 * y.size();
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector scaled = load(from + at, count).mul(alpha);
      if (beta != 0) {
        FloatVector vb = FloatVector.broadcast(Lanes.SPECIES, beta);
        scaled = load(to + at, count).fma(vb, scaled);
      }
      store(scaled, to + at, count);
    }
  }
}

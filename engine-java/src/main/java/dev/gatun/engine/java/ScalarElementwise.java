package dev.gatun.engine.java;

import dev.gatun.engine.Binary;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;

/// Functions of one and of two numbers, a block at a time.
final class ScalarElementwise {
  private ScalarElementwise() {}

  static void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    float[] block = Blocks.ofThread().a;
    long size = y.size();
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      Blocks.read(x, from, count, block);
      apply(f, p, q, block, count);
      Blocks.write(block, count, y, from);
    }
  }

  static void apply(Unary f, double p, double q, float[] x, int count) {
    switch (f) {
      case AFFINE -> affine((float) p, (float) q, x, count);
      case RELU -> {
        for (int i = 0; i < count; i++) {
          // As integers, as VectorActivation does: NaN of either sign becomes what it does there.
          x[i] = Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(x[i]), 0));
        }
      }
      case SQUARE -> {
        for (int i = 0; i < count; i++) {
          x[i] *= x[i];
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          x[i] = (float) Functions.value(f, p, q, x[i]);
        }
      }
    }
  }

  private static void affine(float p, float q, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      x[i] = p * x[i] + q;
    }
  }

  static void scale(float factor, float[] x, int count) {
    if (factor != 1) {
      for (int i = 0; i < count; i++) {
        x[i] *= factor;
      }
    }
  }

  static void scale(float factor, Tensor y) {
    unary(Unary.AFFINE, factor, 0, y, y);
  }

  static void unaryGradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    Blocks blocks = Blocks.ofThread();
    long size = dx.size();
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      if (!f.gradientFromOutput()) {
        Blocks.read(x, from, count, blocks.a);
      }
      Blocks.read(y, from, count, blocks.b);
      Blocks.read(dy, from, count, blocks.c);
      gradient(f, p, q, blocks, count);
      Blocks.write(blocks.c, count, dx, from);
    }
  }

  /// Multiplies `c` by the derivative at `a`, where the function is `b`.
  static void gradient(Unary f, double p, double q, Blocks blocks, int count) {
    float[] y = blocks.b;
    float[] d = blocks.c;
    switch (f) {
      case AFFINE -> scale((float) p, d, count);
      case RELU -> {
        for (int i = 0; i < count; i++) {
          d[i] = y[i] > 0 ? d[i] : 0;
        }
      }
      case SIGMOID -> {
        for (int i = 0; i < count; i++) {
          d[i] *= y[i] * (1 - y[i]);
        }
      }
      case TANH -> {
        for (int i = 0; i < count; i++) {
          d[i] *= (1 - y[i]) * (1 + y[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          d[i] = (float) (Functions.derivative(f, p, q, blocks.a[i], y[i]) * d[i]);
        }
      }
    }
  }

  static void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    int rows = y.rows();
    int columns = y.columns();
    if (columns == 1 || (same(a, y) && same(b, y))) {
      flat(f, a, b, y, blocks);
      return;
    }
    for (int i = 0; i < rows; i++) {
      for (int from = 0; from < columns; from += Blocks.SIZE) {
        int count = Blocks.count(columns, from);
        ScalarMoves.readRepeated(a, i, from, count, blocks.a);
        ScalarMoves.readRepeated(b, i, from, count, blocks.b);
        apply(f, blocks.a, blocks.b, count);
        Blocks.write(blocks.a, count, y, (long) i * columns + from);
      }
    }
  }

  private static void flat(Binary f, Tensor a, Tensor b, Tensor y, Blocks blocks) {
    long size = y.size();
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      readFlat(a, y, from, count, blocks.a);
      readFlat(b, y, from, count, blocks.b);
      apply(f, blocks.a, blocks.b, count);
      Blocks.write(blocks.a, count, y, from);
    }
  }

  private static void readFlat(Tensor x, Tensor y, long from, int count, float[] to) {
    if (same(x, y)) {
      Blocks.read(x, from, count, to);
    } else {
      ScalarMoves.readRepeated(x, 0, 0, count, to);
    }
  }

  static boolean same(Tensor x, Tensor y) {
    return x.rows() == y.rows() && x.columns() == y.columns();
  }

  private static void apply(Binary f, float[] a, float[] b, int count) {
    switch (f) {
      case PLUS -> {
        for (int i = 0; i < count; i++) {
          a[i] += b[i];
        }
      }
      case MINUS -> {
        for (int i = 0; i < count; i++) {
          a[i] -= b[i];
        }
      }
      case TIMES -> {
        for (int i = 0; i < count; i++) {
          a[i] *= b[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < count; i++) {
          a[i] /= b[i];
        }
      }
      case MAXIMUM -> {
        for (int i = 0; i < count; i++) {
          a[i] = Math.max(a[i], b[i]);
        }
      }
      case MINIMUM -> {
        for (int i = 0; i < count; i++) {
          a[i] = Math.min(a[i], b[i]);
        }
      }
      case GREATER -> {
        for (int i = 0; i < count; i++) {
          a[i] = a[i] > b[i] ? 1 : 0;
        }
      }
    }
  }

  static void axpby(float alpha, Tensor x, float beta, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    long size = y.size();
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      Blocks.read(x, from, count, blocks.a);
      scale(alpha, blocks.a, count);
      if (beta != 0) {
        Blocks.read(y, from, count, blocks.b);
        scale(beta, blocks.b, count);
        apply(Binary.PLUS, blocks.a, blocks.b, count);
      }
      Blocks.write(blocks.a, count, y, from);
    }
  }
}

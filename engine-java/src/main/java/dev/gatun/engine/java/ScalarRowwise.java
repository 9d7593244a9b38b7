package dev.gatun.engine.java;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reductions, and functions of a row at a time. Sums are taken in double precision.
final class ScalarRowwise {
  private ScalarRowwise() {}

  static void reduce(Reduction f, Tensor x, Tensor y) {
    if (ScalarElementwise.same(x, y)) {
      ScalarMoves.copy(x, y);
    } else if (x.rows() == y.rows()) {
      for (int i = 0; i < x.rows(); i++) {
        Blocks.set(y, i, reduce(f, x, (long) i * x.columns(), x.columns()));
      }
    } else if (x.columns() == y.columns() && x.columns() > 1) {
      columns(f, x, y);
    } else {
      for (int j = 0; j < y.size(); j++) {
        Blocks.set(y, j, reduce(f, x, 0, x.size()));
      }
    }
  }

  private static float reduce(Reduction f, Tensor x, long start, long size) {
    float[] block = Blocks.ofThread().a;
    double sum = 0;
    float maximum = Float.NEGATIVE_INFINITY;
    for (long from = 0; from < size; from += Blocks.SIZE) {
      int count = Blocks.count(size, from);
      Blocks.read(x, start + from, count, block);
      for (int i = 0; i < count; i++) {
        sum += block[i];
      }
      maximum = Math.max(maximum, maximum(block, count));
    }
    return f == Reduction.SUM ? (float) sum : maximum;
  }

  private static void columns(Reduction f, Tensor x, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      float[] sums = blocks.d;
      Arrays.fill(sums, f == Reduction.SUM ? 0 : Float.NEGATIVE_INFINITY);
      for (int i = 0; i < x.rows(); i++) {
        Blocks.read(x, (long) i * columns + from, count, blocks.a);
        for (int j = 0; j < count; j++) {
          sums[j] = f == Reduction.SUM ? sums[j] + blocks.a[j] : Math.max(sums[j], blocks.a[j]);
        }
      }
      Blocks.write(sums, count, y, from);
    }
  }

  static void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      Blocks.read(bias, from, count, blocks.b);
      for (int i = 0; i < x.rows(); i++) {
        long at = (long) i * columns + from;
        Blocks.read(x, at, count, blocks.a);
        for (int j = 0; j < count; j++) {
          blocks.a[j] += blocks.b[j];
        }
        ScalarElementwise.apply(f, p, q, blocks.a, count);
        Blocks.write(blocks.a, count, y, at);
      }
    }
  }

  static void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    Blocks blocks = Blocks.ofThread();
    int columns = y.columns();
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      Arrays.fill(blocks.d, 0);
      for (int i = 0; i < y.rows(); i++) {
        long at = (long) i * columns + from;
        Blocks.read(y, at, count, blocks.b);
        Blocks.read(dy, at, count, blocks.c);
        ScalarElementwise.gradient(f, p, q, blocks, count);
        for (int j = 0; j < count; j++) {
          blocks.d[j] += blocks.c[j];
        }
        Blocks.write(blocks.c, count, dx, at);
      }
      Blocks.write(blocks.d, count, dbias, from);
    }
  }

  private static float maximum(float[] x, int count) {
    float maximum = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      maximum = Math.max(maximum, x[i]);
    }
    return maximum;
  }

  static void softmax(boolean logarithm, Tensor x, Tensor y) {
    int columns = x.columns();
    float[] row = Blocks.ofThread().row(columns);
    for (int i = 0; i < x.rows(); i++) {
      long start = (long) i * columns;
      Blocks.read(x, start, columns, row);
      float maximum = maximum(row, columns);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double e = Math.exp((double) row[j] - maximum);
        sum += e;
        row[j] = logarithm ? row[j] : (float) e;
      }
      double total = logarithm ? Math.log(sum) : sum;
      for (int j = 0; j < columns; j++) {
        row[j] = (float) (logarithm ? (double) row[j] - maximum - total : row[j] / total);
      }
      Blocks.write(row, columns, y, start);
    }
  }

  static void softmaxGradient(boolean logarithm, Tensor y, Tensor dy, Tensor dx) {
    int columns = y.columns();
    float[] rows = Blocks.ofThread().row(2 * columns);
    for (int i = 0; i < y.rows(); i++) {
      long start = (long) i * columns;
      Blocks.read(y, start, columns, rows, 0);
      Blocks.read(dy, start, columns, rows, columns);
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += logarithm ? rows[columns + j] : (double) rows[j] * rows[columns + j];
      }
      for (int j = 0; j < columns; j++) {
        double d = rows[columns + j];
        rows[j] = (float) (logarithm ? d - Math.exp(rows[j]) * sum : rows[j] * (d - sum));
      }
      Blocks.write(rows, columns, dx, start);
    }
  }

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    int columns = x.columns();
    float[] row = Blocks.ofThread().row(columns);
    for (int i = 0; i < x.rows(); i++) {
      long start = (long) i * columns;
      int label = labels.segment().getAtIndex(JAVA_INT, i);
      boolean known = label >= 0 && label < columns;
      Blocks.read(x, start, columns, row);
      float maximum = maximum(row, columns);
      double score = known ? (double) row[label] - maximum : Double.NaN;
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double e = Math.exp((double) row[j] - maximum);
        sum += e;
        row[j] = (float) e;
      }
      Blocks.set(losses, i, (float) (Math.log(sum) - score));
      if (dx != null) {
        double seed = known ? Blocks.get(seeds, i) : Double.NaN;
        for (int j = 0; j < columns; j++) {
          row[j] = (float) ((j == label ? row[j] / sum - 1 : row[j] / sum) * seed);
        }
        Blocks.write(row, columns, dx, start);
      }
    }
  }

  static void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    for (int i = 0; i < x.rows(); i++) {
      double sum = 0;
      for (int from = 0; from < columns; from += Blocks.SIZE) {
        int count = Blocks.count(columns, from);
        long at = (long) i * columns + from;
        Blocks.read(x, at, count, blocks.a);
        Blocks.read(y, at, count, blocks.b);
        for (int j = 0; j < count; j++) {
          blocks.a[j] -= blocks.b[j];
          sum += (double) blocks.a[j] * blocks.a[j];
        }
        if (dx != null) {
          float seed = Blocks.get(seeds, i);
          for (int j = 0; j < count; j++) {
            blocks.a[j] *= seed;
          }
          Blocks.write(blocks.a, count, dx, at);
        }
      }
      Blocks.set(losses, i, (float) (sum / 2));
    }
  }
}

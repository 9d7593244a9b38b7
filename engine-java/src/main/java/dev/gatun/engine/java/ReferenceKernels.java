package dev.gatun.engine.java;

import static dev.gatun.engine.java.Doubles.get;
import static dev.gatun.engine.java.Doubles.repeated;
import static dev.gatun.engine.java.Doubles.set;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.Binary;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Philox;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.java.linear.JavaLinearAlgebra;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The contract of [Kernels] word for word, in double precision: the yardstick for every other
/// engine.
///
/// Complete, slow and plain. Sums are taken in order. Runs each call on the calling thread.
public final class ReferenceKernels
    implements JavaLinearAlgebra, ReferenceImages, ReferenceNormalization {
  private static final ThreadLocal<int[]> BLOCK = ThreadLocal.withInitial(() -> new int[4]);

  /// Makes the kernels.
  public ReferenceKernels() {}

  @Override
  public Kernels fallback() {
    return this;
  }

  @Override
  public ElementType type() {
    return ElementType.F64;
  }

  @Override
  public Map<String, String> description() {
    return Map.of("kernels", "plain loops in float64");
  }

  @Override
  public void threads(int count) {
    // One is as many as these ever use.
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      double alpha,
      Tensor a,
      Tensor b,
      double beta,
      Tensor c) {
    int terms = transposeA ? a.rows() : a.columns();
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < terms; l++) {
          double left = transposeA ? get(a, l, i) : get(a, i, l);
          double right = transposeB ? get(b, j, l) : get(b, l, j);
          sum += left * right;
        }
        set(c, i, j, beta == 0 ? alpha * sum : alpha * sum + beta * get(c, i, j));
      }
    }
  }

  @Override
  public void weightGradient(Tensor x, Tensor dy, int from, double beta, Tensor dw) {
    for (int i = 0; i < dw.rows(); i++) {
      for (int j = 0; j < dw.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < x.rows(); l++) {
          sum += get(x, l, from + i) * get(dy, l, j);
        }
        set(dw, i, j, beta == 0 ? sum : sum + beta * get(dw, i, j));
      }
    }
  }

  @Override
  public void fill(double value, Tensor y) {
    for (long i = 0; i < y.size(); i++) {
      set(y, i, value);
    }
  }

  @Override
  public void copy(Tensor x, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.columns(); j++) {
        set(y, i, j, repeated(x, i, j));
      }
    }
  }

  @Override
  public void copyColumns(Tensor x, int fromX, Tensor y, int fromY, int count) {
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < count; j++) {
        set(y, i, fromY + j, get(x, i, fromX + j));
      }
    }
  }

  @Override
  public void gather(Tensor x, Tensor rows, Tensor scale, Tensor shift, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      long row = rows.segment().getAtIndex(JAVA_INT, i);
      for (int j = 0; j < y.columns(); j++) {
        long k = row * x.columns() + j;
        double value =
            switch (x.type()) {
              case U8 -> Byte.toUnsignedInt(x.segment().get(JAVA_BYTE, k));
              case I32 -> x.segment().getAtIndex(JAVA_INT, k);
              case F32 -> x.segment().getAtIndex(JAVA_FLOAT, k);
              case F64 -> x.segment().getAtIndex(JAVA_DOUBLE, k);
            };
        set(y, i, j, value * repeated(scale, 0, j) + repeated(shift, 0, j));
      }
    }
  }

  @Override
  public void unary(Unary f, double p, double q, Tensor x, Tensor y) {
    for (long i = 0; i < y.size(); i++) {
      set(y, i, Functions.value(f, p, q, get(x, i)));
    }
  }

  @Override
  public void unaryGradient(Unary f, double p, double q, Tensor x, Tensor y, Tensor dy, Tensor dx) {
    for (long i = 0; i < dx.size(); i++) {
      set(dx, i, Functions.derivative(f, p, q, get(x, i), get(y, i)) * get(dy, i));
    }
  }

  @Override
  public void binary(Binary f, Tensor a, Tensor b, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.columns(); j++) {
        set(y, i, j, Functions.value(f, repeated(a, i, j), repeated(b, i, j)));
      }
    }
  }

  @Override
  public void axpby(double alpha, Tensor x, double beta, Tensor y) {
    for (long i = 0; i < y.size(); i++) {
      set(y, i, beta == 0 ? alpha * get(x, i) : alpha * get(x, i) + beta * get(y, i));
    }
  }

  @Override
  public void reduce(Reduction f, Tensor x, Tensor y) {
    fill(f == Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY, y);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        int row = y.rows() == 1 ? 0 : i;
        int column = y.columns() == 1 ? 0 : j;
        double before = get(y, row, column);
        double value = get(x, i, j);
        set(y, row, column, f == Reduction.SUM ? before + value : Math.max(before, value));
      }
    }
  }

  @Override
  public void biasActivation(Unary f, double p, double q, Tensor x, Tensor bias, Tensor y) {
    binary(Binary.PLUS, x, bias, y);
    unary(f, p, q, y, y);
  }

  @Override
  public void biasActivationGradient(
      Unary f, double p, double q, Tensor y, Tensor dy, Tensor dx, Tensor dbias) {
    unaryGradient(f, p, q, y, y, dy, dx);
    reduce(Reduction.SUM, dx, dbias);
  }

  @Override
  public void softmax(Tensor x, Tensor y) {
    ReferenceRowwise.softmax(x, y);
  }

  @Override
  public void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    ReferenceRowwise.softmaxGradient(y, dy, dx);
  }

  @Override
  public void logSoftmax(Tensor x, Tensor y) {
    ReferenceRowwise.logSoftmax(x, y);
  }

  @Override
  public void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    ReferenceRowwise.logSoftmaxGradient(y, dy, dx);
  }

  @Override
  public void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    ReferenceRowwise.softmaxCrossEntropy(x, labels, seeds, losses, dx);
  }

  @Override
  public void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    ReferenceRowwise.squaredDistance(x, y, seeds, losses, dx);
  }

  @Override
  public void random(long key, long stream, Tensor ids, Tensor y) {
    int[] block = BLOCK.get();
    for (int i = 0; i < y.rows(); i++) {
      int id = ids.segment().getAtIndex(JAVA_INT, i);
      for (int j = 0; j < y.columns(); j++) {
        Philox.block(key, j / 4, id, (int) stream, (int) (stream >>> 32), block);
        set(y, i, j, Philox.uniform(block[j % 4]));
      }
    }
  }

  private static double sum(Tensor[] gradients, long i) {
    double sum = 0;
    for (Tensor gradient : gradients) {
      sum += get(gradient, i);
    }
    return sum;
  }

  @Override
  public void sgd(
      double rate,
      double momentum,
      double decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters) {
    for (long i = 0; i < parameters.size(); i++) {
      double theta = get(parameters, i);
      double g = sum(gradients, i) + decay * theta;
      double v = g;
      if (velocity != null) {
        v = momentum * get(velocity, i) + g;
        set(velocity, i, v);
      }
      set(parameters, i, theta - rate * (nesterov ? g + momentum * v : v));
    }
  }

  @Override
  public void adam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      boolean decoupled,
      long step,
      Tensor[] gradients,
      Tensor mean,
      Tensor variance,
      Tensor parameters) {
    double correction1 = 1 - Math.pow(beta1, (double) step);
    double correction2 = 1 - Math.pow(beta2, (double) step);
    for (long i = 0; i < parameters.size(); i++) {
      double theta = get(parameters, i) * (decoupled ? 1 - rate * decay : 1);
      double g = sum(gradients, i) + (decoupled ? 0 : decay * theta);
      double m = beta1 * get(mean, i) + (1 - beta1) * g;
      double v = beta2 * get(variance, i) + (1 - beta2) * g * g;
      set(mean, i, m);
      set(variance, i, v);
      double change = m / correction1 / (Math.sqrt(v / correction2) + epsilon);
      set(parameters, i, theta - rate * change);
    }
  }
}

package dev.gatun.engine.java;

import static dev.gatun.engine.java.Everything.MEMORY;
import static dev.gatun.engine.java.Lanes.BYTES;
import static dev.gatun.engine.java.Lanes.FLOAT;
import static dev.gatun.engine.java.Lanes.SPECIES;
import static dev.gatun.engine.java.Lanes.count;
import static dev.gatun.engine.java.Lanes.load;
import static dev.gatun.engine.java.Lanes.store;

import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Softmax and its relatives, a row at a time.
final class VectorRowwise {
  private VectorRowwise() {}

  static void softmax(Tensor x, Tensor y) {
    long row = 4L * x.columns();
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      long to = y.address() + i * row;
      float sum = exponentials(from, VectorReduction.maximum(from, row), to, row);
      scale(1 / sum, to, row);
    }
  }

  /// Writes `e^(x − maximum)` and adds it up.
  private static float exponentials(long x, float maximum, long y, long bytes) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector e = VectorMath.exp(load(x + at, count, Float.NEGATIVE_INFINITY).sub(maximum));
      store(e, y + at, count);
      total = total.add(e);
    }
    return Lanes.sum(total);
  }

  /// Adds `e^(x − maximum)` up.
  private static float exponentials(long x, float maximum, long bytes) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector v = load(x + at, count, Float.NEGATIVE_INFINITY);
      total = total.add(VectorMath.exp(v.sub(maximum)));
    }
    return Lanes.sum(total);
  }

  private static void scale(float factor, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(y + at, count).mul(factor), y + at, count);
    }
  }

  static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    long row = 4L * y.columns();
    for (int i = 0; i < y.rows(); i++) {
      softmaxGradient(y.address() + i * row, dy.address() + i * row, dx.address() + i * row, row);
    }
  }

  private static void softmaxGradient(long y, long dy, long dx, long bytes) {
    FloatVector total = FloatVector.zero(SPECIES);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      total = load(y + at, count, 0).fma(load(dy + at, count, 0), total);
    }
    float sum = Lanes.sum(total);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(dy + at, count).sub(sum).mul(load(y + at, count)), dx + at, count);
    }
  }

  static void logSoftmax(Tensor x, Tensor y) {
    long row = 4L * x.columns();
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      float maximum = VectorReduction.maximum(from, row);
      float logarithm = (float) Math.log(exponentials(from, maximum, row));
      subtract(maximum, logarithm, from, y.address() + i * row, row);
    }
  }

  private static void subtract(float first, float second, long x, long y, long bytes) {
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(x + at, count).sub(first).sub(second), y + at, count);
    }
  }

  static void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    long row = 4L * y.columns();
    for (int i = 0; i < y.rows(); i++) {
      long from = dy.address() + i * row;
      float sum = VectorReduction.sum(from, row);
      logSoftmaxGradient(y.address() + i * row, sum, from, dx.address() + i * row, row);
    }
  }

  private static void logSoftmaxGradient(long y, float sum, long dy, long dx, long bytes) {
    FloatVector factor = FloatVector.broadcast(SPECIES, -sum);
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      FloatVector e = VectorMath.exp(load(y + at, count));
      store(e.fma(factor, load(dy + at, count)), dx + at, count);
    }
  }

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    int columns = x.columns();
    long row = 4L * columns;
    for (int i = 0; i < x.rows(); i++) {
      long from = x.address() + i * row;
      int label = MEMORY.get(ValueLayout.JAVA_INT, labels.address() + 4L * i);
      boolean known = label >= 0 && label < columns;
      float maximum = VectorReduction.maximum(from, row);
      float score = known ? MEMORY.get(FLOAT, from + 4L * label) - maximum : Float.NaN;
      float sum;
      if (dx == null) {
        sum = exponentials(from, maximum, row);
      } else {
        long to = dx.address() + i * row;
        sum = exponentials(from, maximum, to, row);
        float seed = known ? MEMORY.get(FLOAT, seeds.address() + 4L * i) : Float.NaN;
        gradient(sum, label, seed, to, row);
      }
      float loss = (float) (Math.log(sum) - score);
      MEMORY.set(FLOAT, losses.address() + 4L * i, loss);
    }
  }

  private static void gradient(float sum, int label, float seed, long dx, long bytes) {
    float inverse = 1 / sum;
    long element = dx + 4L * label;
    float atLabel = Float.isNaN(seed) ? seed : (MEMORY.get(FLOAT, element) * inverse - 1) * seed;
    for (long at = 0; at < bytes; at += BYTES) {
      int count = count(bytes - at);
      store(load(dx + at, count).mul(inverse).mul(seed), dx + at, count);
    }
    if (!Float.isNaN(seed)) {
      MEMORY.set(FLOAT, element, atLabel);
    }
  }
}

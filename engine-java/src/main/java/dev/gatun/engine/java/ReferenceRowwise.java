package dev.gatun.engine.java;

import static dev.gatun.engine.java.Doubles.get;
import static dev.gatun.engine.java.Doubles.set;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// Softmax and its relatives, by their definitions.
final class ReferenceRowwise {
  private ReferenceRowwise() {}

  private static double maximum(Tensor x, int row) {
    double maximum = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < x.columns(); j++) {
      maximum = Math.max(maximum, get(x, row, j));
    }
    return maximum;
  }

  private static double exponentials(Tensor x, int row, double maximum) {
    double sum = 0;
    for (int j = 0; j < x.columns(); j++) {
      sum += Math.exp(get(x, row, j) - maximum);
    }
    return sum;
  }

  static void softmax(Tensor x, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      double maximum = maximum(x, i);
      double sum = exponentials(x, i, maximum);
      for (int j = 0; j < y.columns(); j++) {
        set(y, i, j, Math.exp(get(x, i, j) - maximum) / sum);
      }
    }
  }

  static void softmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    for (int i = 0; i < y.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < y.columns(); j++) {
        sum += get(dy, i, j) * get(y, i, j);
      }
      for (int j = 0; j < y.columns(); j++) {
        set(dx, i, j, get(y, i, j) * (get(dy, i, j) - sum));
      }
    }
  }

  static void logSoftmax(Tensor x, Tensor y) {
    for (int i = 0; i < y.rows(); i++) {
      double maximum = maximum(x, i);
      double logarithm = Math.log(exponentials(x, i, maximum));
      for (int j = 0; j < y.columns(); j++) {
        set(y, i, j, get(x, i, j) - maximum - logarithm);
      }
    }
  }

  static void logSoftmaxGradient(Tensor y, Tensor dy, Tensor dx) {
    for (int i = 0; i < y.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < y.columns(); j++) {
        sum += get(dy, i, j);
      }
      for (int j = 0; j < y.columns(); j++) {
        set(dx, i, j, get(dy, i, j) - Math.exp(get(y, i, j)) * sum);
      }
    }
  }

  static void softmaxCrossEntropy(
      Tensor x, Tensor labels, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    for (int i = 0; i < x.rows(); i++) {
      int label = labels.segment().getAtIndex(JAVA_INT, i);
      boolean known = label >= 0 && label < x.columns();
      double maximum = maximum(x, i);
      double sum = exponentials(x, i, maximum);
      set(losses, i, known ? Math.log(sum) - (get(x, i, label) - maximum) : Double.NaN);
      if (dx != null) {
        double seed = known ? get(seeds, i) : Double.NaN;
        for (int j = 0; j < x.columns(); j++) {
          double softmax = Math.exp(get(x, i, j) - maximum) / sum;
          set(dx, i, j, (j == label ? softmax - 1 : softmax) * seed);
        }
      }
    }
  }

  static void squaredDistance(
      Tensor x, Tensor y, Tensor seeds, Tensor losses, @Nullable Tensor dx) {
    for (int i = 0; i < x.rows(); i++) {
      double sum = 0;
      for (int j = 0; j < x.columns(); j++) {
        double difference = get(x, i, j) - get(y, i, j);
        sum += difference * difference;
        if (dx != null) {
          set(dx, i, j, difference * get(seeds, i));
        }
      }
      set(losses, i, sum / 2);
    }
  }
}

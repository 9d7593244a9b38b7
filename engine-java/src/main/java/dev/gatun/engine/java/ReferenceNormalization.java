package dev.gatun.engine.java;

import static dev.gatun.engine.java.Doubles.get;
import static dev.gatun.engine.java.Doubles.set;

import dev.gatun.engine.NormalizationKernels;
import dev.gatun.engine.Tensor;

/// Normalization of rows and of channels as [ReferenceKernels] do it, by its definition.
interface ReferenceNormalization extends NormalizationKernels {
  private static double mean(Tensor x, int row) {
    double sum = 0;
    for (int j = 0; j < x.columns(); j++) {
      sum += get(x, row, j);
    }
    return sum / x.columns();
  }

  private static double deviation(Tensor x, int row, double mean, double epsilon) {
    double sum = 0;
    for (int j = 0; j < x.columns(); j++) {
      double difference = get(x, row, j) - mean;
      sum += difference * difference;
    }
    return Math.sqrt(sum / x.columns() + epsilon);
  }

  @Override
  default void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    for (int i = 0; i < x.rows(); i++) {
      double mean = mean(x, i);
      double deviation = deviation(x, i, mean, epsilon);
      for (int j = 0; j < x.columns(); j++) {
        set(y, i, j, (get(x, i, j) - mean) / deviation * get(gain, j) + get(bias, j));
      }
    }
  }

  @Override
  default void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    zero(dgain);
    zero(dbias);
    int columns = x.columns();
    for (int i = 0; i < x.rows(); i++) {
      double mean = mean(x, i);
      double deviation = deviation(x, i, mean, epsilon);
      double sum = 0;
      double product = 0;
      for (int j = 0; j < columns; j++) {
        double normal = (get(x, i, j) - mean) / deviation;
        double g = get(dy, i, j) * get(gain, j);
        sum += g;
        product += g * normal;
        set(dgain, j, get(dgain, j) + get(dy, i, j) * normal);
        set(dbias, j, get(dbias, j) + get(dy, i, j));
      }
      for (int j = 0; j < columns; j++) {
        double normal = (get(x, i, j) - mean) / deviation;
        double g = get(dy, i, j) * get(gain, j);
        set(dx, i, j, (g - sum / columns - normal * (product / columns)) / deviation);
      }
    }
  }

  private static void zero(Tensor tensor) {
    for (long i = 0; i < tensor.size(); i++) {
      set(tensor, i, 0);
    }
  }

  /// {@return the channel of a column}
  private static int channel(Tensor x, Tensor channels, int column) {
    return column / (x.columns() / channels.columns());
  }

  @Override
  default void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    zero(mean);
    zero(variance);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        int channel = channel(x, mean, j);
        set(mean, channel, get(mean, channel) + get(x, i, j));
      }
    }
    divide(mean, x);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        int channel = channel(x, mean, j);
        double difference = get(x, i, j) - get(mean, channel);
        set(variance, channel, get(variance, channel) + difference * difference);
      }
    }
    divide(variance, x);
  }

  /// Divides sums by how many numbers of `x` went into each.
  private static void divide(Tensor sums, Tensor x) {
    for (int c = 0; c < sums.columns(); c++) {
      set(sums, c, get(sums, c) / ((double) x.size() / sums.columns()));
    }
  }

  @Override
  default void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        int channel = channel(x, mean, j);
        double deviation = Math.sqrt(get(variance, channel) + epsilon);
        double normal = (get(x, i, j) - get(mean, channel)) / deviation;
        set(y, i, j, normal * get(gain, channel) + get(bias, channel));
      }
    }
  }

  @Override
  default void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    zero(dgain);
    zero(dbias);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        int channel = channel(x, mean, j);
        double deviation = Math.sqrt(get(variance, channel) + epsilon);
        double normal = (get(x, i, j) - get(mean, channel)) / deviation;
        set(dgain, channel, get(dgain, channel) + get(dy, i, j) * normal);
        set(dbias, channel, get(dbias, channel) + get(dy, i, j));
      }
    }
    double count = (double) x.size() / mean.columns();
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        int channel = channel(x, mean, j);
        double deviation = Math.sqrt(get(variance, channel) + epsilon);
        double normal = (get(x, i, j) - get(mean, channel)) / deviation;
        double others = get(dbias, channel) / count + normal * (get(dgain, channel) / count);
        set(dx, i, j, get(gain, channel) / deviation * (get(dy, i, j) - others));
      }
    }
  }
}

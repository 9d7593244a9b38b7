package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import java.util.Arrays;

/// Layer normalization, a row at a time. Sums over a row are taken in double precision.
final class ScalarNormalization {
  private ScalarNormalization() {}

  private static double mean(float[] x, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += x[j];
    }
    return sum / count;
  }

  private static double deviation(float[] x, int count, double mean, double epsilon) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      double difference = x[j] - mean;
      sum += difference * difference;
    }
    return Math.sqrt(sum / count + epsilon);
  }

  static void layerNorm(double epsilon, Tensor x, Tensor gain, Tensor bias, Tensor y) {
    int columns = x.columns();
    float[] rows = Blocks.ofThread().row(3 * columns);
    Blocks.read(gain, 0, columns, rows, columns);
    Blocks.read(bias, 0, columns, rows, 2 * columns);
    for (int i = 0; i < x.rows(); i++) {
      long start = (long) i * columns;
      Blocks.read(x, start, columns, rows);
      double mean = mean(rows, columns);
      double factor = 1 / deviation(rows, columns, mean, epsilon);
      for (int j = 0; j < columns; j++) {
        float normal = (float) ((rows[j] - mean) * factor);
        rows[j] = normal * rows[columns + j] + rows[2 * columns + j];
      }
      Blocks.write(rows, columns, y, start);
    }
  }

  static void layerNormGradient(
      double epsilon, Tensor x, Tensor gain, Tensor dy, Tensor dx, Tensor dgain, Tensor dbias) {
    int columns = x.columns();
    float[] rows = Blocks.ofThread().row(5 * columns);
    Blocks.read(gain, 0, columns, rows, 2 * columns);
    Arrays.fill(rows, 3 * columns, 5 * columns, 0);
    for (int i = 0; i < x.rows(); i++) {
      long start = (long) i * columns;
      Blocks.read(x, start, columns, rows, 0);
      Blocks.read(dy, start, columns, rows, columns);
      gradient(epsilon, columns, rows);
      Blocks.write(rows, columns, dx, start);
    }
    Blocks.write(rows, 3 * columns, columns, dgain, 0);
    Blocks.write(rows, 4 * columns, columns, dbias, 0);
  }

  /// Replaces a row of x by its gradient; behind it stand dy, the gain, and the gradients of gain
  /// and bias so far.
  private static void gradient(double epsilon, int columns, float[] rows) {
    double mean = mean(rows, columns);
    double deviation = deviation(rows, columns, mean, epsilon);
    double sum = 0;
    double product = 0;
    for (int j = 0; j < columns; j++) {
      float normal = (float) ((rows[j] - mean) / deviation);
      float d = rows[columns + j];
      double g = (double) d * rows[2 * columns + j];
      sum += g;
      product += g * normal;
      rows[j] = normal;
      rows[3 * columns + j] += d * normal;
      rows[4 * columns + j] += d;
    }
    sum /= columns;
    product /= columns;
    for (int j = 0; j < columns; j++) {
      double g = (double) rows[columns + j] * rows[2 * columns + j];
      rows[j] = (float) ((g - sum - rows[j] * product) / deviation);
    }
  }
}

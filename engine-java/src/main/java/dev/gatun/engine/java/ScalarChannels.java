package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import java.util.Arrays;

/// Batch normalization, a block of columns of all rows at a time, whatever the size of a channel.
///
/// Each column has a partial sum of its own; those of a channel are added up in double precision.
final class ScalarChannels {
  private ScalarChannels() {}

  static void moments(Tensor x, Tensor mean, Tensor variance) {
    int channels = mean.columns();
    float[] rows = Blocks.ofThread().row(2 * channels);
    sums(false, x, channels, rows, 0);
    divide(rows, 0, channels, x);
    sums(true, x, channels, rows, channels);
    divide(rows, channels, channels, x);
    Blocks.write(rows, 0, channels, mean, 0);
    Blocks.write(rows, channels, channels, variance, 0);
  }

  private static void divide(float[] sums, int from, int channels, Tensor x) {
    double count = (double) x.size() / channels;
    for (int c = 0; c < channels; c++) {
      sums[from + c] = (float) (sums[from + c] / count);
    }
  }

  /// Adds up each channel, or its squared differences from the means at the start of the array.
  private static void sums(boolean squares, Tensor x, int channels, float[] rows, int to) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    Arrays.fill(rows, to, to + channels, 0);
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      int size = columns / channels;
      spread(rows, 0, from, count, size, blocks.b);
      Arrays.fill(blocks.d, 0, count, 0);
      for (int i = 0; i < x.rows(); i++) {
        Blocks.read(x, (long) i * columns + from, count, blocks.a);
        if (squares) {
          addSquares(blocks.a, blocks.b, count, blocks.d);
        } else {
          add(blocks.a, count, blocks.d);
        }
      }
      gather(blocks.d, from, count, size, rows, to);
    }
  }

  private static void add(float[] x, int count, float[] sums) {
    for (int j = 0; j < count; j++) {
      sums[j] += x[j];
    }
  }

  private static void addSquares(float[] x, float[] means, int count, float[] sums) {
    for (int j = 0; j < count; j++) {
      float difference = x[j] - means[j];
      sums[j] += difference * difference;
    }
  }

  /// Repeats each channel's number for each of its columns in a block.
  private static void spread(
      float[] numbers, int first, int from, int count, int size, float[] to) {
    for (int j = 0; j < count; ) {
      int channel = (from + j) / size;
      int end = Math.min(count, (channel + 1) * size - from);
      if (size == 1) {
        to[j] = numbers[first + channel];
      } else {
        Arrays.fill(to, j, end, numbers[first + channel]);
      }
      j = end;
    }
  }

  /// Adds the columns of a block to their channels' sums.
  private static void gather(
      float[] columns, int from, int count, int size, float[] sums, int first) {
    for (int j = 0; j < count; ) {
      int channel = (from + j) / size;
      int end = Math.min(count, (channel + 1) * size - from);
      double sum = sums[first + channel];
      for (; j < end; j++) {
        sum += columns[j];
      }
      sums[first + channel] = (float) sum;
    }
  }

  /// Replaces variances by what differences from the mean are divided by.
  private static void deviations(float[] variances, int from, int channels, double epsilon) {
    for (int c = from; c < from + channels; c++) {
      variances[c] = (float) Math.sqrt(variances[c] + epsilon);
    }
  }

  static void batchNorm(
      double epsilon, Tensor x, Tensor mean, Tensor variance, Tensor gain, Tensor bias, Tensor y) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    int channels = mean.columns();
    float[] rows = blocks.row(3 * channels);
    Blocks.read(mean, 0, channels, rows, 0);
    Blocks.read(variance, 0, channels, rows, channels);
    Blocks.read(gain, 0, channels, rows, 2 * channels);
    deviations(rows, channels, channels, epsilon);
    for (int c = 0; c < channels; c++) {
      rows[channels + c] = rows[2 * channels + c] / rows[channels + c];
    }
    Blocks.read(bias, 0, channels, rows, 2 * channels);
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      int size = columns / channels;
      spread(rows, 0, from, count, size, blocks.b);
      spread(rows, channels, from, count, size, blocks.c);
      spread(rows, 2 * channels, from, count, size, blocks.d);
      for (int i = 0; i < x.rows(); i++) {
        long at = (long) i * columns + from;
        Blocks.read(x, at, count, blocks.a);
        for (int j = 0; j < count; j++) {
          blocks.a[j] = (blocks.a[j] - blocks.b[j]) * blocks.c[j] + blocks.d[j];
        }
        Blocks.write(blocks.a, count, y, at);
      }
    }
  }

  static void batchNormGradient(
      double epsilon,
      Tensor x,
      Tensor mean,
      Tensor variance,
      Tensor gain,
      Tensor dy,
      Tensor dx,
      Tensor dgain,
      Tensor dbias) {
    int channels = mean.columns();
    float[] rows = Blocks.ofThread().row(5 * channels);
    Blocks.read(mean, 0, channels, rows, 0);
    Blocks.read(variance, 0, channels, rows, channels);
    deviations(rows, channels, channels, epsilon);
    sums(false, dy, channels, rows, 2 * channels);
    products(x, dy, channels, rows);
    for (int c = 0; c < channels; c++) {
      rows[3 * channels + c] /= rows[channels + c];
    }
    Blocks.write(rows, 2 * channels, channels, dbias, 0);
    Blocks.write(rows, 3 * channels, channels, dgain, 0);
    Blocks.read(gain, 0, channels, rows, 4 * channels);
    double count = (double) x.size() / channels;
    // dx = a·dy + b·(x − mean) + c with three numbers for each channel.
    for (int c = 0; c < channels; c++) {
      double deviation = rows[channels + c];
      double factor = rows[4 * channels + c] / deviation;
      rows[4 * channels + c] = (float) factor;
      rows[3 * channels + c] = (float) (-factor * rows[3 * channels + c] / count / deviation);
      rows[2 * channels + c] = (float) (-factor * rows[2 * channels + c] / count);
    }
    inputGradient(x, dy, channels, rows, dx);
  }

  /// Adds up the products of gradients and differences from the means, channel by channel.
  private static void products(Tensor x, Tensor dy, int channels, float[] rows) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    Arrays.fill(rows, 3 * channels, 4 * channels, 0);
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      int size = columns / channels;
      spread(rows, 0, from, count, size, blocks.b);
      Arrays.fill(blocks.d, 0, count, 0);
      for (int i = 0; i < x.rows(); i++) {
        long at = (long) i * columns + from;
        Blocks.read(x, at, count, blocks.a);
        Blocks.read(dy, at, count, blocks.c);
        for (int j = 0; j < count; j++) {
          blocks.d[j] += blocks.c[j] * (blocks.a[j] - blocks.b[j]);
        }
      }
      gather(blocks.d, from, count, size, rows, 3 * channels);
    }
  }

  private static void inputGradient(Tensor x, Tensor dy, int channels, float[] rows, Tensor dx) {
    Blocks blocks = Blocks.ofThread();
    int columns = x.columns();
    Planes planes = Planes.ofThread();
    float[] slopes = planes.input(Blocks.SIZE);
    float[] terms = planes.output(Blocks.SIZE);
    for (int from = 0; from < columns; from += Blocks.SIZE) {
      int count = Blocks.count(columns, from);
      int size = columns / channels;
      spread(rows, 0, from, count, size, blocks.b);
      spread(rows, 4 * channels, from, count, size, blocks.d);
      spread(rows, 3 * channels, from, count, size, slopes);
      spread(rows, 2 * channels, from, count, size, terms);
      for (int i = 0; i < x.rows(); i++) {
        long at = (long) i * columns + from;
        Blocks.read(x, at, count, blocks.a);
        Blocks.read(dy, at, count, blocks.c);
        for (int j = 0; j < count; j++) {
          float difference = blocks.a[j] - blocks.b[j];
          blocks.a[j] = blocks.c[j] * blocks.d[j] + difference * slopes[j] + terms[j];
        }
        Blocks.write(blocks.a, count, dx, at);
      }
    }
  }
}

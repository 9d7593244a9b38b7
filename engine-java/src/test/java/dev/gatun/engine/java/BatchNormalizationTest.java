package dev.gatun.engine.java;

import dev.gatun.engine.Kernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchNormalizationTest {
  private static final double EPSILON = 1e-5;

  @ParameterizedTest
  @MethodSource("dev.gatun.engine.java.Sample#kernels")
  void batchNormalizationIsWithinTheBound(Kernels kernels) {
    for (int rows : new int[] {1, 2, 9}) {
      for (int channels : new int[] {1, 3, 17, 33}) {
        for (int size : new int[] {1, 2, 16, 17, 49}) {
          for (double shift : new double[] {0, 3}) {
            batch(kernels, rows, channels, size, shift);
          }
        }
      }
    }
    batch(kernels, 3, 2, 784, 0);
    batch(kernels, 3, 1, 2500, 1);
    batch(kernels, 3, 1200, 1, 1);
    batch(kernels, 3, 700, 3, 1);
  }

  private static void batch(Kernels kernels, int rows, int channels, int size, double shift) {
    try (Sample sample = new Sample(size)) {
      Sample.Pair x = NormalizationTest.shifted(sample.numbers(rows, channels * size), shift);
      Sample.Pair mean = sample.output(1, channels);
      Sample.Pair variance = sample.output(1, channels);
      kernels.channelMoments(x.fast(), mean.fast(), variance.fast());
      Sample.REFERENCE.channelMoments(x.exact(), mean.exact(), variance.exact());
      double[] values = x.values();
      double[] meanBounds = new double[channels];
      double[] varianceBounds = new double[channels];
      for (int c = 0; c < channels; c++) {
        double[] numbers = channel(values, rows, channels, c);
        meanBounds[c] = NormalizationBounds.mean(numbers);
        varianceBounds[c] = NormalizationBounds.of(numbers, EPSILON).variance();
      }
      NormalizationTest.check("mean", mean, meanBounds);
      NormalizationTest.check("variance", variance, varianceBounds);
      mean.filled(mean.values());
      variance.filled(variance.values());
      Sample.Pair gain = sample.numbers(1, channels);
      forward(kernels, rows, sample, x, mean, variance, gain);
      backward(kernels, rows, sample, x, mean, variance, gain);
    }
  }

  private static double[] channel(double[] values, int rows, int channels, int channel) {
    int columns = values.length / rows;
    int size = columns / channels;
    double[] numbers = new double[rows * size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[i / size * columns + channel * size + i % size];
    }
    return numbers;
  }

  /// Puts the numbers of a channel back to where [#channel] took them from.
  private static void put(double[] numbers, int rows, int channels, int channel, double[] to) {
    int columns = to.length / rows;
    int size = columns / channels;
    for (int i = 0; i < numbers.length; i++) {
      to[i / size * columns + channel * size + i % size] = numbers[i];
    }
  }

  private static void forward(
      Kernels kernels,
      int rows,
      Sample sample,
      Sample.Pair x,
      Sample.Pair mean,
      Sample.Pair variance,
      Sample.Pair gain) {
    int channels = mean.values().length;
    Sample.Pair bias = sample.numbers(1, channels);
    Sample.Pair y = sample.output(rows, x.fast().columns());
    kernels.batchNorm(
        EPSILON, x.fast(), mean.fast(), variance.fast(), gain.fast(), bias.fast(), y.fast());
    Sample.REFERENCE.batchNorm(
        EPSILON, x.exact(), mean.exact(), variance.exact(), gain.exact(), bias.exact(), y.exact());
    double[] values = x.values();
    double[] gains = gain.values();
    double[] biases = bias.values();
    double[] yBounds = new double[values.length];
    for (int c = 0; c < channels; c++) {
      double[] numbers = channel(values, rows, channels, c);
      NormalizationBounds of =
          NormalizationBounds.given(numbers, mean.values()[c], variance.values()[c], EPSILON);
      double[] bounds = new double[numbers.length];
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] = of.y(i, gains[c], biases[c]);
      }
      put(bounds, rows, channels, c, yBounds);
    }
    NormalizationTest.check("y", y, yBounds);
  }

  private static void backward(
      Kernels kernels,
      int rows,
      Sample sample,
      Sample.Pair x,
      Sample.Pair mean,
      Sample.Pair variance,
      Sample.Pair gain) {
    int channels = mean.values().length;
    int columns = x.fast().columns();
    Sample.Pair dy = sample.numbers(rows, columns);
    Sample.Pair dx = sample.output(rows, columns);
    Sample.Pair dgain = sample.output(1, channels);
    Sample.Pair dbias = sample.output(1, channels);
    kernels.batchNormGradient(
        EPSILON,
        x.fast(),
        mean.fast(),
        variance.fast(),
        gain.fast(),
        dy.fast(),
        dx.fast(),
        dgain.fast(),
        dbias.fast());
    Sample.REFERENCE.batchNormGradient(
        EPSILON,
        x.exact(),
        mean.exact(),
        variance.exact(),
        gain.exact(),
        dy.exact(),
        dx.exact(),
        dgain.exact(),
        dbias.exact());
    double[] values = x.values();
    double[] gradients = dy.values();
    double[] dxBounds = new double[values.length];
    double[] gainBounds = new double[channels];
    double[] biasBounds = new double[channels];
    for (int c = 0; c < channels; c++) {
      double[] numbers = channel(values, rows, channels, c);
      double[] g = channel(gradients, rows, channels, c);
      double factor = gain.values()[c];
      NormalizationBounds of =
          NormalizationBounds.given(numbers, mean.values()[c], variance.values()[c], EPSILON);
      for (int i = 0; i < g.length; i++) {
        gainBounds[c] += of.gainTerm(i, g[i], g.length);
        biasBounds[c] += Sample.gamma(g.length) * Math.abs(g[i]);
        g[i] *= factor;
      }
      put(of.dx(g), rows, channels, c, dxBounds);
    }
    NormalizationTest.check("dgain", dgain, gainBounds);
    NormalizationTest.check("dbias", dbias, biasBounds);
    NormalizationTest.check("dx", dx, dxBounds);
  }
}

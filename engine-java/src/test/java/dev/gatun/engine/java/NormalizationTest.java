package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Kernels;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NormalizationTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";
  private static final double EPSILON = 1e-5;

  private static int[] widths() {
    return new int[] {1, 2, 15, 16, 17, 31, 33, 49, 784, 1500};
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void layerNormalizationIsWithinTheBound(Kernels kernels) {
    for (int rows : new int[] {1, 2, 9}) {
      for (int n : widths()) {
        for (double shift : new double[] {0, 3}) {
          layer(kernels, rows, n, shift);
        }
      }
    }
  }

  private static void layer(Kernels kernels, int rows, int n, double shift) {
    try (Sample sample = new Sample(n)) {
      Sample.Pair x = shifted(sample.numbers(rows, n), shift);
      Sample.Pair gain = sample.numbers(1, n);
      Sample.Pair bias = sample.numbers(1, n);
      Sample.Pair dy = sample.numbers(rows, n);
      Sample.Pair y = sample.output(rows, n);
      Sample.Pair dx = sample.output(rows, n);
      Sample.Pair dgain = sample.output(1, n);
      Sample.Pair dbias = sample.output(1, n);
      kernels.layerNorm(EPSILON, x.fast(), gain.fast(), bias.fast(), y.fast());
      kernels.layerNormGradient(
          EPSILON, x.fast(), gain.fast(), dy.fast(), dx.fast(), dgain.fast(), dbias.fast());
      Sample.REFERENCE.layerNorm(EPSILON, x.exact(), gain.exact(), bias.exact(), y.exact());
      Sample.REFERENCE.layerNormGradient(
          EPSILON, x.exact(), gain.exact(), dy.exact(), dx.exact(), dgain.exact(), dbias.exact());
      double[] gains = gain.values();
      double[] biases = bias.values();
      double[] yBounds = new double[rows * n];
      double[] dxBounds = new double[rows * n];
      double[] gainBounds = new double[n];
      double[] biasBounds = new double[n];
      for (int i = 0; i < rows; i++) {
        double[] g = row(dy.values(), i, n);
        NormalizationBounds bounds = NormalizationBounds.of(row(x.values(), i, n), EPSILON);
        for (int j = 0; j < n; j++) {
          gainBounds[j] += bounds.gainTerm(j, g[j], rows);
          biasBounds[j] += Sample.gamma(rows) * Math.abs(g[j]);
          g[j] *= gains[j];
          yBounds[i * n + j] = bounds.y(j, gains[j], biases[j]);
        }
        System.arraycopy(bounds.dx(g), 0, dxBounds, i * n, n);
      }
      check("y", y, yBounds);
      check("dx", dx, dxBounds);
      check("dgain", dgain, gainBounds);
      check("dbias", dbias, biasBounds);
    }
  }

  static Sample.Pair shifted(Sample.Pair pair, double shift) {
    return pair.filled(Arrays.stream(pair.values()).map(value -> value + shift).toArray());
  }

  private static double[] row(double[] values, int row, int columns) {
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  static void check(String what, Sample.Pair pair, double[] bounds) {
    double[] values = pair.values();
    double[] exact = pair.exactValues();
    for (int i = 0; i < bounds.length; i++) {
      Sample.assertClose(what + " " + i, values[i], exact[i], bounds[i]);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void aRowsBitsDependOnItOnly(Kernels kernels) {
    for (int n : widths()) {
      try (Sample sample = new Sample(n)) {
        Sample.Pair x = sample.numbers(5, n);
        Sample.Pair gain = sample.numbers(1, n);
        Sample.Pair dy = sample.numbers(5, n);
        Sample.Pair y = sample.output(5, n);
        Sample.Pair dx = sample.output(5, n);
        Sample.Pair sums = sample.output(2, n);
        var dgain = sums.fast().rows(0, 1);
        var dbias = sums.fast().rows(1, 1);
        kernels.layerNorm(EPSILON, x.fast(), gain.fast(), gain.fast(), y.fast());
        kernels.layerNormGradient(
            EPSILON, x.fast(), gain.fast(), dy.fast(), dx.fast(), dgain, dbias);
        Sample.Pair one = sample.output(1, n);
        for (int i = 0; i < 5; i++) {
          var row = x.fast().rows(i, 1);
          kernels.layerNorm(EPSILON, row, gain.fast(), gain.fast(), one.fast());
          assertThat(one.values()).isEqualTo(Sample.doubles(y.fast().rows(i, 1)));
          kernels.layerNormGradient(
              EPSILON, row, gain.fast(), dy.fast().rows(i, 1), one.fast(), dgain, dbias);
          assertThat(one.values()).isEqualTo(Sample.doubles(dx.fast().rows(i, 1)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void noNumbersHaveNoMoments(Kernels kernels) {
    try (Sample sample = new Sample(1)) {
      Sample.Pair mean = sample.output(1, 5);
      Sample.Pair variance = sample.output(1, 5);
      for (int[] shape : new int[][] {{0, 5}, {0, 15}, {3, 0}}) {
        kernels.fill(1, mean.fast());
        kernels.fill(1, variance.fast());
        Sample.Pair x = sample.numbers(shape[0], shape[1]);
        kernels.channelMoments(x.fast(), mean.fast(), variance.fast());
        assertThat(mean.values()).containsOnly(Double.NaN);
        assertThat(variance.values()).containsOnly(Double.NaN);
      }
      Sample.Pair none = sample.numbers(0, 5);
      kernels.layerNormGradient(
          EPSILON, none.fast(), mean.fast(), none.fast(), none.fast(), mean.fast(), mean.fast());
      assertThat(mean.values()).containsOnly(0);
      Sample.Pair nothing = sample.numbers(3, 0);
      kernels.channelMoments(nothing.fast(), nothing.fast().rows(0, 1), nothing.fast().rows(1, 1));
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void notANumberAndInfinitySpoilTheirRowOrChannelOnly(Kernels kernels) {
    for (double poison : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      for (int channels : new int[] {36, 4}) {
        try (Sample sample = new Sample(9)) {
          Sample.Pair x = sample.numbers(3, 36);
          double[] values = x.values();
          values[36 + 35] = poison;
          x.filled(values);
          Sample.Pair gain = sample.numbers(1, 36);
          Sample.Pair y = sample.output(3, 36);
          kernels.layerNorm(EPSILON, x.fast(), gain.fast(), gain.fast(), y.fast());
          Sample.Pair mean = sample.output(1, channels);
          Sample.Pair variance = sample.output(1, channels);
          kernels.channelMoments(x.fast(), mean.fast(), variance.fast());
          for (int i = 0; i < 108; i++) {
            assertThat(Double.isNaN(y.values()[i])).as("y %d", i).isEqualTo(i / 36 == 1);
          }
          for (int c = 0; c < channels; c++) {
            boolean spoilt = c == channels - 1;
            assertThat(Double.isNaN(variance.values()[c])).as("%d", c).isEqualTo(spoilt);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void equalNumbersBecomeTheBias(Kernels kernels) {
    try (Sample sample = new Sample(1)) {
      Sample.Pair x = sample.output(2, 37);
      kernels.fill(0.75, x.fast());
      Sample.Pair gain = sample.numbers(1, 37);
      Sample.Pair y = sample.output(2, 37);
      kernels.layerNorm(1e-30, x.fast(), gain.fast(), gain.fast(), y.fast());
      assertThat(Sample.doubles(y.fast().rows(1, 1))).isEqualTo(gain.values());
      Sample.Pair mean = sample.output(1, 37);
      Sample.Pair variance = sample.output(1, 37);
      kernels.channelMoments(x.fast(), mean.fast(), variance.fast());
      kernels.batchNorm(
          1e-60, x.fast(), mean.fast(), variance.fast(), gain.fast(), gain.fast(), y.fast());
      assertThat(Sample.doubles(y.fast().rows(1, 1))).isEqualTo(gain.values());
    }
  }
}

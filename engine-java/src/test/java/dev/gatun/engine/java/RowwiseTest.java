package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowwiseTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  @ParameterizedTest
  @MethodSource(KERNELS)
  void reductionsAreWithinTheBound(Kernels kernels) {
    for (int n : Sample.extents()) {
      for (int rows : new int[] {0, 1, 2, 37}) {
        int[][] results = {{rows, 1}, {1, n}, {1, 1}};
        for (int[] result : results) {
          for (Reduction f : Reduction.values()) {
            try (Sample sample = new Sample(n)) {
              Sample.Pair x = sample.numbers(rows, n);
              Sample.Pair y = sample.output(result[0], result[1]);
              kernels.reduce(f, x.fast(), y.fast());
              Sample.REFERENCE.reduce(f, x.exact(), y.exact());
              double bound = f == Reduction.SUM ? Sample.gamma(rows * n) * rows * n : 0;
              for (int i = 0; i < result[0] * result[1]; i++) {
                Sample.assertClose("element " + i, y.values()[i], y.exactValues()[i], bound);
              }
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void maximaKeepNotANumberWhereverItStands(Kernels kernels) {
    int n = 5 * Lanes.LENGTH + 3;
    for (int at = 0; at < n; at++) {
      try (Sample sample = new Sample(at)) {
        Sample.Pair x = sample.numbers(1, n);
        double[] values = x.values();
        values[at] = Double.NaN;
        x.filled(values);
        Sample.Pair y = sample.output(1, 1);
        kernels.reduce(Reduction.MAXIMUM, x.fast(), y.fast());
        assertThat(y.values()[0]).as("NaN at %d", at).isNaN();
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void maximaOfRowsAndColumnsKeepNotANumberAndInfinities(Kernels kernels) {
    for (int n : Sample.extents()) {
      try (Sample sample = new Sample(n)) {
        Sample.Pair x = sample.numbers(9, n);
        double[] values = x.values();
        values[0] = Double.NEGATIVE_INFINITY;
        values[n - 1] = Double.POSITIVE_INFINITY;
        Arrays.fill(values, n, 2 * n, Double.NEGATIVE_INFINITY);
        values[7 * n + n / 2] = Double.NaN;
        values[8 * n] = Double.NEGATIVE_INFINITY;
        x.filled(values);
        for (int[] result : new int[][] {{9, 1}, {1, n}}) {
          Sample.Pair y = sample.output(result[0], result[1]);
          kernels.reduce(Reduction.MAXIMUM, x.fast(), y.fast());
          Sample.REFERENCE.reduce(Reduction.MAXIMUM, x.exact(), y.exact());
          assertThat(y.values()).isEqualTo(y.exactValues());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void biasActivationsAndTheirGradientsAreThoseOfTheReference(Kernels kernels) {
    for (Unary f : Unary.values()) {
      for (int n : Sample.extents()) {
        if (f.gradientFromOutput()) {
          biasActivation(kernels, f, 37, n);
        }
      }
      if (f.gradientFromOutput()) {
        biasActivation(kernels, f, 70, 256); // more than a block
      }
    }
  }

  private static void biasActivation(Kernels kernels, Unary f, int rows, int n) {
    try (Sample sample = new Sample(n)) {
      double p = 0.5;
      double q = f == Unary.AFFINE ? 0.25 : 0;
      Sample.Pair x = sample.numbers(rows, n, 2);
      Sample.Pair bias = sample.numbers(1, n);
      if (f == Unary.SQRT) {
        bias.filled(Arrays.stream(bias.values()).map(b -> b + 4).toArray());
      }
      Sample.Pair y = sample.output(rows, n);
      kernels.biasActivation(f, p, q, x.fast(), bias.fast(), y.fast());
      Sample.REFERENCE.biasActivation(f, p, q, x.exact(), bias.exact(), y.exact());
      Sample.assertWithin(10, 4, y);
      y.filled(y.values());
      Sample.Pair dy = sample.numbers(rows, n);
      Sample.Pair dx = sample.output(rows, n);
      Sample.Pair dbias = sample.output(1, n);
      kernels.biasActivationGradient(f, p, q, y.fast(), dy.fast(), dx.fast(), dbias.fast());
      Sample.REFERENCE.biasActivationGradient(
          f, p, q, y.exact(), dy.exact(), dx.exact(), dbias.exact());
      Sample.assertWithin(6, 8, dx);
      double largest = Arrays.stream(dx.exactValues()).map(Math::abs).max().orElse(0);
      for (int j = 0; j < n; j++) {
        double bound = Sample.gamma(rows + 6) * rows * largest;
        Sample.assertClose("element " + j, dbias.values()[j], dbias.exactValues()[j], bound);
      }
      kernels.biasActivation(f, p, q, x.fast(), bias.fast(), x.fast());
      assertThat(x.values()).isEqualTo(y.values());
      kernels.biasActivationGradient(f, p, q, y.fast(), dy.fast(), dy.fast(), dbias.fast());
      assertThat(dy.values()).isEqualTo(dx.values());
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void softmaxAndItsLogarithmAreThoseOfTheReference(Kernels kernels) {
    for (int n : Sample.extents()) {
      try (Sample sample = new Sample(n)) {
        Sample.Pair x = sample.numbers(7, n, 30);
        Sample.Pair y = sample.output(7, n);
        Sample.Pair dy = sample.numbers(7, n);
        Sample.Pair dx = sample.output(7, n);
        kernels.softmax(x.fast(), y.fast());
        Sample.REFERENCE.softmax(x.exact(), y.exact());
        double exponent = Math.abs(60 * Sample.UNIT);
        relative(y, 2 * exponent + Sample.gamma(n + 12));
        y.filled(y.values());
        kernels.softmaxGradient(y.fast(), dy.fast(), dx.fast());
        Sample.REFERENCE.softmaxGradient(y.exact(), dy.exact(), dx.exact());
        absolute(dx, Sample.gamma(n + 6) * 2);
        kernels.logSoftmax(x.fast(), y.fast());
        Sample.REFERENCE.logSoftmax(x.exact(), y.exact());
        absolute(y, 60 * 4 * Sample.UNIT + Sample.gamma(n + 12));
        y.filled(y.values());
        kernels.logSoftmaxGradient(y.fast(), dy.fast(), dx.fast());
        Sample.REFERENCE.logSoftmaxGradient(y.exact(), dy.exact(), dx.exact());
        absolute(dx, Sample.gamma(n + 6) * n * 2);
        kernels.logSoftmax(x.fast(), x.fast());
        assertThat(x.values()).isEqualTo(y.values());
      }
    }
  }

  private static void relative(Sample.Pair pair, double bound) {
    for (int i = 0; i < pair.values().length; i++) {
      double exact = pair.exactValues()[i];
      Sample.assertClose(
          "element " + i, pair.values()[i], exact, bound * Math.abs(exact) + 8 * Float.MIN_VALUE);
    }
  }

  private static void absolute(Sample.Pair pair, double bound) {
    for (int i = 0; i < pair.values().length; i++) {
      Sample.assertClose("element " + i, pair.values()[i], pair.exactValues()[i], bound);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void aRowsBitsDependOnItOnly(Kernels kernels) {
    try (Sample sample = new Sample(8)) {
      int n = 2 * Lanes.LENGTH + 3;
      Sample.Pair x = sample.numbers(9, n, 5);
      Sample.Pair whole = sample.output(9, n);
      Sample.Pair part = sample.output(1, n);
      kernels.softmax(x.fast(), whole.fast());
      for (int i = 0; i < 9; i++) {
        kernels.softmax(x.fast().rows(i, 1), part.fast());
        assertThat(part.values()).isEqualTo(Sample.doubles(whole.fast().rows(i, 1)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void softmaxCrossEntropyIsThatOfTheReference(Kernels kernels) {
    for (int n : Sample.extents()) {
      for (boolean gradient : new boolean[] {true, false}) {
        try (Sample sample = new Sample(n)) {
          Sample.Pair x = sample.numbers(11, n, 20);
          Tensor labels = sample.integersBelow(n, 11);
          Sample.Pair seeds = sample.numbers(11, 1);
          Sample.Pair losses = sample.output(11, 1);
          Sample.Pair dx = sample.output(11, n);
          kernels.softmaxCrossEntropy(
              x.fast(), labels, seeds.fast(), losses.fast(), gradient ? dx.fast() : null);
          Sample.REFERENCE.softmaxCrossEntropy(
              x.exact(), labels, seeds.exact(), losses.exact(), gradient ? dx.exact() : null);
          absolute(losses, 40 * 4 * Sample.UNIT + Sample.gamma(n + 12));
          absolute(dx, 2 * 40 * Sample.UNIT + Sample.gamma(n + 12));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void squaredDistanceIsThatOfTheReference(Kernels kernels) {
    for (int n : Sample.extents()) {
      for (boolean gradient : new boolean[] {true, false}) {
        try (Sample sample = new Sample(n)) {
          Sample.Pair x = sample.numbers(11, n);
          Sample.Pair y = sample.numbers(11, n);
          Sample.Pair seeds = sample.numbers(11, 1);
          Sample.Pair losses = sample.output(11, 1);
          Sample.Pair dx = sample.output(11, n);
          kernels.squaredDistance(
              x.fast(), y.fast(), seeds.fast(), losses.fast(), gradient ? dx.fast() : null);
          Sample.REFERENCE.squaredDistance(
              x.exact(), y.exact(), seeds.exact(), losses.exact(), gradient ? dx.exact() : null);
          relative(losses, Sample.gamma(n + 3));
          relative(dx, Sample.gamma(2));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void unknownLabelsAndNotANumberSpoilTheirRowsOnly(Kernels kernels) {
    try (Sample sample = new Sample(9)) {
      Sample.Pair x = sample.numbers(5, 10);
      double[] values = x.values();
      values[30] = Double.NaN;
      x.filled(values);
      Tensor labels = sample.integers(3, -1, 10, 4, 0);
      Sample.Pair seeds = sample.output(5, 1).filled(1, 1, 1, 1, 1);
      Sample.Pair losses = sample.output(5, 1);
      Sample.Pair dx = sample.output(5, 10);
      kernels.softmaxCrossEntropy(x.fast(), labels, seeds.fast(), losses.fast(), dx.fast());
      for (int i = 0; i < 50; i++) {
        boolean spoilt = i >= 10 && i < 40;
        assertThat(Double.isNaN(dx.values()[i])).as("gradient %d", i).isEqualTo(spoilt);
        assertThat(Double.isNaN(losses.values()[i / 10])).as("loss %d", i).isEqualTo(spoilt);
      }
      kernels.softmax(x.fast(), dx.fast());
      for (int i = 0; i < 50; i++) {
        assertThat(Double.isNaN(dx.values()[i])).as("softmax %d", i).isEqualTo(i / 10 == 3);
      }
    }
  }
}

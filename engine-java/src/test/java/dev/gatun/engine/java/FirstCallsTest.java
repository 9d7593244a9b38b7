package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The first calls of a vector kernel go through other code than later ones, to the same bits.
class FirstCallsTest {
  private static final int ROWS = 21;
  private static final float[] SPECIAL = {
    Float.NaN,
    Float.intBitsToFloat(0xFFC00000),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-30f,
    3e38f
  };

  /// Gives what an operation writes, on matrices of so many columns.
  @FunctionalInterface
  interface Operation {
    List<Sample.Pair> on(Kernels kernels, Sample sample, int columns);
  }

  static Stream<Named<Operation>> operations() {
    return Stream.of(
        named("gather of bytes", FirstCallsTest::gatherBytes),
        named("gather of floats", FirstCallsTest::gatherFloats),
        named("bias and activation", FirstCallsTest::activation),
        named("their gradient", FirstCallsTest::activationGradient),
        named("softmax and cross-entropy", FirstCallsTest::crossEntropy),
        named("sgd", (kernels, sample, columns) -> sgd(kernels, sample, columns, false)),
        named("sgd, nesterov", (kernels, sample, columns) -> sgd(kernels, sample, columns, true)),
        named("adam", FirstCallsTest::adam));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void haveTheBitsOfLaterOnes(Operation operation) {
    VectorKernels late = new VectorKernels();
    IntStream.range(0, 100).forEach(_ -> values(operation, late, 3));
    IntStream extents = IntStream.concat(IntStream.of(Sample.extents()), IntStream.of(1030));
    extents.forEach(columns ->
        assertThat(values(operation, new VectorKernels(), columns))
            .as("%d columns", columns)
            .isEqualTo(values(operation, late, columns)));
  }

  @Test
  void ofNarrowProductsHaveTheBitsOfLaterOnes() {
    for (int n = 1; n <= DotGemm.MAX_COLUMNS; n++) {
      for (int k : new int[] {4 * Lanes.LENGTH, 4 * Lanes.LENGTH + 3, 300}) {
        for (int way = 0; way < 4; way++) {
          boolean transposeB = (way & 1) != 0;
          float beta = way >> 1;
          try (Sample sample = new Sample(n)) {
            Tensor a = sample.numbers(ROWS, k).fast();
            Tensor b = sample.numbers(k, n).fast();
            Sample.Pair c = sample.numbers(ROWS, n);
            Sample.Pair early = sample.output(ROWS, n).filled(c.values());
            int bWidth = transposeB ? k : n;
            Product product = new Product();
            product.set(
                false,
                transposeB,
                ROWS,
                n,
                k,
                0.75f,
                a.address(),
                k,
                b.address(),
                bWidth,
                beta,
                c.fast().address(),
                n);
            DotGemm.multiply(product, Buffers.ofThread());
            product.c = early.fast().address();
            ScalarDots.multiply(product);
            assertThat(early.values())
                .as("%d columns, %d terms, way %d", n, k, way)
                .isEqualTo(c.values());
          }
        }
      }
    }
  }

  @Test
  void ofNarrowTilesHaveTheBitsOfLaterOnes() {
    int[][] shapes = {{ROWS, 10, 40}, {10, ROWS, 300}, {600, 3, ROWS}, {40, 600, 1}, {1, 50, 700}};
    for (int[] shape : shapes) {
      for (int way = 0; way < 12; way++) {
        boolean transposeA = (way & 1) != 0;
        boolean transposeB = (way & 2) != 0;
        try (Sample sample = new Sample(way)) {
          Tensor a = sample.numbers(shape[0], shape[2]).fast();
          Tensor b = sample.numbers(shape[2], shape[1]).fast();
          Sample.Pair c = sample.numbers(shape[0], shape[1]);
          Sample.Pair early = sample.output(shape[0], shape[1]).filled(c.values());
          Product product = new Product();
          product.set(
              transposeA,
              transposeB,
              shape[0],
              shape[1],
              shape[2],
              way < 6 ? 1 : 0.75f,
              a.address(),
              transposeA ? shape[0] : shape[2],
              b.address(),
              transposeB ? shape[2] : shape[1],
              (way >> 2) / 2f,
              c.fast().address(),
              shape[1]);
          TiledGemm.multiply(product, 0, Buffers.ofThread());
          product.c = early.fast().address();
          ScalarTiles.multiply(product);
          assertThat(early.values())
              .as("%s, way %d", Arrays.toString(shape), way)
              .isEqualTo(c.values());
        }
      }
    }
  }

  private static double[] values(Operation operation, Kernels kernels, int columns) {
    try (Sample sample = new Sample(columns)) {
      return operation.on(kernels, sample, columns).stream()
          .flatMapToDouble(pair -> DoubleStream.of(pair.values()))
          .toArray();
    }
  }

  /// {@return numbers, some of them special}
  private static Sample.Pair numbers(Sample sample, int rows, int columns) {
    Sample.Pair pair = sample.numbers(rows, columns);
    for (int i = 0; i < rows * columns; i += 7) {
      Blocks.set(pair.fast(), i, SPECIAL[i % SPECIAL.length]);
    }
    return pair;
  }

  private static List<Sample.Pair> gatherBytes(Kernels kernels, Sample sample, int columns) {
    return gather(kernels, sample, sample.bytes(ROWS, columns), columns);
  }

  private static List<Sample.Pair> gatherFloats(Kernels kernels, Sample sample, int columns) {
    return gather(kernels, sample, numbers(sample, ROWS, columns).fast(), columns);
  }

  private static List<Sample.Pair> gather(
      Kernels kernels, Sample sample, Tensor from, int columns) {
    Tensor rows = sample.integersBelow(ROWS, 2 * ROWS);
    return Stream.of(1, columns)
        .map(factors -> {
          Sample.Pair y = sample.output(2 * ROWS, columns);
          Tensor scale = sample.numbers(1, factors).fast();
          kernels.gather(from, rows, scale, sample.numbers(1, factors).fast(), y.fast());
          return y;
        })
        .toList();
  }

  private static List<Sample.Pair> activation(Kernels kernels, Sample sample, int columns) {
    Sample.Pair y = sample.output(ROWS, columns);
    Tensor x = numbers(sample, ROWS, columns).fast();
    kernels.biasActivation(Unary.RELU, 0, 0, x, sample.numbers(1, columns).fast(), y.fast());
    return List.of(y);
  }

  private static List<Sample.Pair> activationGradient(Kernels kernels, Sample sample, int columns) {
    Tensor y = numbers(sample, ROWS, columns).fast();
    Tensor dy = sample.numbers(ROWS, columns, 100).fast();
    Sample.Pair dx = sample.output(ROWS, columns);
    Sample.Pair dbias = sample.output(1, columns);
    kernels.biasActivationGradient(Unary.RELU, 0, 0, y, dy, dx.fast(), dbias.fast());
    return List.of(dx, dbias);
  }

  private static List<Sample.Pair> crossEntropy(Kernels kernels, Sample sample, int columns) {
    List<Sample.Pair> results = new ArrayList<>();
    // Scores far apart have exponentials that vanish, and sums of 1.
    for (double scale : new double[] {1, 100}) {
      Sample.Pair ordinary = sample.numbers(ROWS, columns, scale);
      for (Sample.Pair scores : List.of(ordinary, numbers(sample, ROWS, columns))) {
        Tensor labels = sample.integersBelow(columns, ROWS);
        labels.segment().setAtIndex(ValueLayout.JAVA_INT, 1, columns);
        Tensor seeds = sample.numbers(ROWS, 1).fast();
        Sample.Pair losses = sample.output(ROWS, 1);
        Sample.Pair dx = sample.output(ROWS, columns);
        Sample.Pair alone = sample.output(ROWS, 1);
        kernels.softmaxCrossEntropy(scores.fast(), labels, seeds, losses.fast(), dx.fast());
        kernels.softmaxCrossEntropy(scores.fast(), labels, seeds, alone.fast(), null);
        results.addAll(List.of(losses, dx, alone));
      }
    }
    return results;
  }

  private static List<Sample.Pair> sgd(
      Kernels kernels, Sample sample, int columns, boolean nesterov) {
    Tensor one = numbers(sample, ROWS, columns).fast();
    Tensor[] gradients = {one, sample.numbers(ROWS, columns).fast()};
    Sample.Pair velocity = sample.numbers(ROWS, columns);
    Sample.Pair theta = sample.numbers(ROWS, columns);
    Sample.Pair still = sample.numbers(ROWS, columns);
    kernels.sgd(0.1, 0.9, 1e-4, nesterov, gradients, velocity.fast(), theta.fast());
    kernels.sgd(0.1, 0, 0, nesterov, new Tensor[] {one}, null, still.fast());
    return List.of(velocity, theta, still);
  }

  private static List<Sample.Pair> adam(Kernels kernels, Sample sample, int columns) {
    Tensor[] gradients = {
      numbers(sample, ROWS, columns).fast(), sample.numbers(ROWS, columns).fast()
    };
    Sample.Pair mean = sample.numbers(ROWS, columns);
    Sample.Pair variance = sample.numbers(ROWS, columns);
    Sample.Pair theta = sample.numbers(ROWS, columns);
    kernels.adam(
        1e-3,
        0.9,
        0.999,
        1e-8,
        1e-2,
        true,
        3,
        gradients,
        mean.fast(),
        variance.fast(),
        theta.fast());
    return List.of(mean, variance, theta);
  }
}

package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdatesTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  @ParameterizedTest
  @MethodSource(KERNELS)
  void stochasticGradientDescentIsThatOfTheReference(Kernels kernels) {
    for (int n : Sample.extents()) {
      for (int partial = 1; partial <= 4; partial++) {
        for (boolean nesterov : new boolean[] {false, true}) {
          sgd(kernels, n, partial, nesterov);
        }
      }
    }
  }

  private static void sgd(Kernels kernels, int n, int partial, boolean nesterov) {
    try (Sample sample = new Sample(n)) {
      Sample.Pair[] gradients = new Sample.Pair[partial];
      for (int i = 0; i < partial; i++) {
        gradients[i] = sample.numbers(3, n);
      }
      Sample.Pair velocity = sample.numbers(3, n);
      Sample.Pair theta = sample.numbers(3, n);
      for (int step = 0; step < 3; step++) {
        kernels.sgd(0.1, 0.9, 0.01, nesterov, fast(gradients), velocity.fast(), theta.fast());
        Sample.REFERENCE.sgd(
            0.1, 0.9, 0.01, nesterov, exact(gradients), velocity.exact(), theta.exact());
      }
      Sample.assertWithin(8, 8, velocity);
      Sample.assertWithin(4, 4, theta);
      kernels.sgd(0.5, 0, 0, nesterov, fast(gradients), null, theta.fast());
      Sample.REFERENCE.sgd(0.5, 0, 0, nesterov, exact(gradients), null, theta.exact());
      Sample.assertWithin(5, 4, theta);
    }
  }

  private static Tensor[] fast(Sample.Pair[] pairs) {
    return Stream.of(pairs).map(Sample.Pair::fast).toArray(Tensor[]::new);
  }

  private static Tensor[] exact(Sample.Pair[] pairs) {
    return Stream.of(pairs).map(Sample.Pair::exact).toArray(Tensor[]::new);
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void adamIsThatOfTheReference(Kernels kernels) {
    for (int n : Sample.extents()) {
      for (int partial = 1; partial <= 3; partial++) {
        for (boolean decoupled : new boolean[] {false, true}) {
          adam(kernels, n, partial, decoupled);
        }
      }
    }
  }

  private static void adam(Kernels kernels, int n, int partial, boolean decoupled) {
    try (Sample sample = new Sample(n)) {
      Sample.Pair[] gradients = new Sample.Pair[partial];
      for (int i = 0; i < partial; i++) {
        gradients[i] = sample.numbers(2, n);
      }
      Sample.Pair mean = sample.output(2, n).filled(new double[2 * n]);
      Sample.Pair variance = sample.output(2, n).filled(new double[2 * n]);
      Sample.Pair theta = sample.numbers(2, n);
      for (int step = 1; step < 4; step++) {
        kernels.adam(
            1e-3,
            0.9,
            0.999,
            1e-8,
            1e-2,
            decoupled,
            step,
            fast(gradients),
            mean.fast(),
            variance.fast(),
            theta.fast());
        Sample.REFERENCE.adam(
            1e-3,
            0.9,
            0.999,
            1e-8,
            1e-2,
            decoupled,
            step,
            exact(gradients),
            mean.exact(),
            variance.exact(),
            theta.exact());
      }
      Sample.assertWithin(8, 1, mean);
      Sample.assertWithin(16, 1, variance);
      Sample.assertWithin(4, 1, theta);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void randomNumbersAreThoseOfTheReferenceToTheBit(Kernels kernels) {
    for (int n : Sample.extents()) {
      try (Sample sample = new Sample(n)) {
        Tensor ids = sample.integers(0, -1, 12345, 7, Integer.MIN_VALUE);
        Sample.Pair y = sample.output(5, n);
        kernels.random(0x123456789ABCDEFL, -987654321012345L, ids, y.fast());
        Sample.REFERENCE.random(0x123456789ABCDEFL, -987654321012345L, ids, y.exact());
        assertThat(y.values()).isEqualTo(y.exactValues());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void gatheringConvertsAndScales(Kernels kernels) {
    for (int n : Sample.extents()) {
      for (int factors : new int[] {1, n}) {
        for (ElementType type : new ElementType[] {ElementType.U8, ElementType.F32}) {
          try (Sample sample = new Sample(n)) {
            Tensor x = type == ElementType.U8 ? sample.bytes(20, n) : sample.numbers(20, n).fast();
            Tensor rows = sample.integersBelow(20, 33);
            Sample.Pair scale = sample.numbers(1, factors);
            Sample.Pair shift = sample.numbers(1, factors);
            Sample.Pair y = sample.output(33, n);
            kernels.gather(x, rows, scale.fast(), shift.fast(), y.fast());
            Sample.REFERENCE.gather(x, rows, scale.exact(), shift.exact(), y.exact());
            Sample.assertWithin(1, 255, y);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void copyingRepeatsRowsColumnsAndNumbers(Kernels kernels) {
    for (int n : Sample.extents()) {
      int[][] shapes = {{5, n}, {1, n}, {5, 1}, {1, 1}};
      for (int[] shape : shapes) {
        try (Sample sample = new Sample(n)) {
          Sample.Pair x = sample.numbers(shape[0], shape[1]);
          Sample.Pair y = sample.output(5, n);
          kernels.copy(x.fast(), y.fast());
          Sample.REFERENCE.copy(x.exact(), y.exact());
          assertThat(y.values()).isEqualTo(y.exactValues());
          kernels.fill(0.3, y.fast());
          assertThat(y.values()).containsOnly(0.3f);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void blocksOfColumnsAreCopiedAndTheRestIsLeft(Kernels kernels) {
    try (Sample sample = new Sample(2)) {
      Sample.Pair x = sample.numbers(4, 21);
      Sample.Pair y = sample.numbers(4, 35);
      kernels.copyColumns(x.fast(), 3, y.fast(), 8, 17);
      Sample.REFERENCE.copyColumns(x.exact(), 3, y.exact(), 8, 17);
      assertThat(y.values()).isEqualTo(y.exactValues());
    }
  }
}

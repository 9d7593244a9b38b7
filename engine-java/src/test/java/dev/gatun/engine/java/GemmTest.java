package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.engine.Kernels;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {
  private static final String KERNELS = "dev.gatun.engine.java.Sample#kernels";

  @ParameterizedTest
  @MethodSource(KERNELS)
  void productsAreWithinTheBoundForEachShapeAndTransposition(Kernels kernels) {
    int[] extents = Sample.extents();
    for (int m : new int[] {1, 2, 3, 4, 5, 8, 9, 13, 64, 71}) {
      for (int n : extents) {
        for (int k : new int[] {1, Lanes.LENGTH - 1, Lanes.LENGTH + 1}) {
          for (int way = 0; way < 4; way++) {
            check(kernels, way, m, n, k, 1, 0);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void randomShapesAndFactorsAreWithinTheBound(Kernels kernels) {
    long seed = Long.getLong("gatun.seed", 1);
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      int m = 1 + random.nextInt(100);
      int n = 1 + random.nextInt(i % 10 == 0 ? 1100 : 100);
      int k = 1 + random.nextInt(i % 5 == 0 ? 600 : 100);
      double beta = random.nextInt(3) - 1;
      check(kernels, random.nextInt(4), m, n, k, 0.75, beta);
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void emptyProductsScaleTheResult(Kernels kernels) {
    check(kernels, 0, 3, 20, 0, 1, 0);
    check(kernels, 3, 3, 20, 0, 1, 0.5);
    check(kernels, 0, 0, 20, 5, 1, 0);
    check(kernels, 0, 5, 0, 5, 1, 1);
  }

  private static void check(
      Kernels kernels, int way, int m, int n, int k, double alpha, double beta) {
    boolean transposeA = (way & 1) != 0;
    boolean transposeB = (way & 2) != 0;
    try (Sample sample = new Sample(m + 31L * n + 1009L * k)) {
      Sample.Pair a = transposeA ? sample.numbers(k, m) : sample.numbers(m, k);
      Sample.Pair b = transposeB ? sample.numbers(n, k) : sample.numbers(k, n);
      Sample.Pair c = beta == 0 ? sample.output(m, n) : sample.numbers(m, n);
      double[] before = c.values();
      kernels.gemm(transposeA, transposeB, alpha, a.fast(), b.fast(), beta, c.fast());
      Sample.REFERENCE.gemm(transposeA, transposeB, alpha, a.exact(), b.exact(), beta, c.exact());
      double[] aValues = a.values();
      double[] bValues = b.values();
      double[] values = c.values();
      double[] exact = c.exactValues();
      for (int i = 0; i < values.length; i++) {
        double terms = beta == 0 ? 0 : Math.abs(beta * before[i]);
        for (int l = 0; l < k; l++) {
          double x = aValues[transposeA ? l * m + i / n : i / n * k + l];
          double y = bValues[transposeB ? i % n * k + l : l * n + i % n];
          terms += Math.abs(alpha * x * y);
        }
        Sample.assertClose("element " + i, values[i], exact[i], Sample.gamma(k + 3) * terms);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KERNELS)
  void notANumberStaysInItsRow(Kernels kernels) {
    try (Sample sample = new Sample(5)) {
      Sample.Pair a = sample.numbers(9, 40);
      a.fast().segment().setAtIndex(ValueLayout.JAVA_FLOAT, 40, Float.NaN);
      Sample.Pair b = sample.numbers(40, 33);
      Sample.Pair c = sample.output(9, 33);
      kernels.gemm(false, false, 1, a.fast(), b.fast(), 0, c.fast());
      double[] values = c.values();
      for (int i = 0; i < values.length; i++) {
        assertThat(Double.isNaN(values[i])).as("element %d", i).isEqualTo(i / 33 == 1);
      }
    }
  }

  @Test
  void aRowsBitsDependNeitherOnTheOtherRowsNorOnTheColumns() {
    Kernels kernels = new VectorKernels();
    try (Sample sample = new Sample(6)) {
      Sample.Pair a = sample.numbers(100, 300);
      for (int n : new int[] {10, 40, 300}) {
        Sample.Pair b = sample.numbers(300, n);
        Sample.Pair whole = sample.output(100, n);
        kernels.gemm(false, false, 1, a.fast(), b.fast(), 0, whole.fast());
        for (int rows : new int[] {1, 3, 7, 64}) {
          Sample.Pair part = sample.output(rows, n);
          kernels.gemm(false, false, 1, a.fast().rows(100 - rows, rows), b.fast(), 0, part.fast());
          assertThat(part.values()).isEqualTo(Sample.doubles(whole.fast().rows(100 - rows, rows)));
        }
      }
    }
  }

  @Test
  void threadsAndSimultaneousCallersChangeNoBit() throws InterruptedException {
    VectorKernels alone = new VectorKernels();
    VectorKernels several = new VectorKernels();
    several.threads(3);
    try (Sample sample = new Sample(7)) {
      int[][] shapes = {{300, 130, 170}, {70, 500, 300}, {20_000, 20, 10}};
      for (int[] shape : shapes) {
        Sample.Pair a = sample.numbers(shape[0], shape[1]);
        Sample.Pair b = sample.numbers(shape[1], shape[2]);
        Sample.Pair expected = sample.output(shape[0], shape[2]);
        alone.gemm(false, false, 1, a.fast(), b.fast(), 0, expected.fast());
        Sample.Pair[] results = new Sample.Pair[3];
        Thread[] callers = new Thread[results.length];
        for (int i = 0; i < callers.length; i++) {
          Sample.Pair result = sample.output(shape[0], shape[2]);
          results[i] = result;
          callers[i] =
              Thread.ofPlatform()
                  .start(() -> {
                    for (int repeat = 0; repeat < 5; repeat++) {
                      several.gemm(false, false, 1, a.fast(), b.fast(), 0, result.fast());
                    }
                  });
        }
        for (int i = 0; i < callers.length; i++) {
          callers[i].join();
          assertThat(results[i].values()).isEqualTo(expected.values());
        }
      }
    }
  }
}

package dev.gatun.engine.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.Stream;
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
  void narrowProductsOfManyTermsAreWithinTheBound(Kernels kernels) {
    for (int n = 1; n <= 17; n++) {
      for (int k : new int[] {4 * Lanes.LENGTH, 4 * Lanes.LENGTH + 3, Packing.DEPTH + 21}) {
        for (int m : new int[] {1, 7, 18, 530}) {
          for (int way = 0; way < 4; way++) {
            check(kernels, way, m, n, k, m == 18 ? 0.5 : 1, m == 18 ? -1 : 0);
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
      int m = 1 + random.nextInt(i % 7 == 0 ? 600 : 100);
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

  @ParameterizedTest
  @MethodSource("gemms")
  void aRowsBitsDoNotDependOnTheOtherRows(Gemm gemm) {
    try (Sample sample = new Sample(6)) {
      for (int n : new int[] {1, 2, 5, 10, 16, 40, 300}) {
        for (int k : new int[] {10, 300}) {
          for (int way = 0; way < 4; way++) {
            checkRows(gemm, sample, way, n, k);
          }
        }
      }
    }
  }

  private static void checkRows(Gemm gemm, Sample sample, int way, int n, int k) {
    boolean transposeA = (way & 1) != 0;
    boolean transposeB = (way & 2) != 0;
    int m = 100;
    int aWidth = transposeA ? m : k;
    int bWidth = transposeB ? k : n;
    long a = sample.numbers(m, k).fast().address();
    long b = sample.numbers(k, n).fast().address();
    Tensor whole = sample.output(m, n).fast();
    gemm.multiply(transposeA, transposeB, m, n, k, 1, a, aWidth, b, bWidth, 0, whole.address(), n);
    for (int rows : new int[] {1, 3, 7, 64}) {
      Tensor part = sample.output(rows, n).fast();
      long partA = a + 4L * (m - rows) * (transposeA ? 1 : k);
      gemm.multiply(
          transposeA, transposeB, rows, n, k, 1, partA, aWidth, b, bWidth, 0, part.address(), n);
      assertThat(Sample.doubles(part))
          .as("%d rows of way %d, n = %d, k = %d", rows, way, n, k)
          .isEqualTo(Sample.doubles(whole.rows(m - rows, rows)));
    }
  }

  @ParameterizedTest
  @MethodSource("gemms")
  void matricesMayLieInsideWiderOnes(Gemm gemm) {
    int width = 50;
    try (Sample sample = new Sample(8)) {
      Tensor a = sample.numbers(width, width).fast();
      Tensor b = sample.numbers(width, width).fast();
      for (int n : new int[] {1, 10, 13, 16, 40}) {
        for (int way = 0; way < 4; way++) {
          Sample.Pair c = sample.numbers(width, width);
          double[] before = c.values();
          boolean transposeA = (way & 1) != 0;
          boolean transposeB = (way & 2) != 0;
          gemm.multiply(
              transposeA,
              transposeB,
              35,
              n,
              37,
              1,
              a.address(),
              width,
              b.address(),
              width,
              -1,
              c.fast().address(),
              width);
          double[] values = c.values();
          for (int i = 0; i < values.length; i++) {
            int row = i / width;
            int column = i % width;
            double expected = before[i];
            if (row < 35 && column < n) {
              expected = -before[i];
              for (int l = 0; l < 37; l++) {
                expected += at(a, transposeA, row, l) * at(b, transposeB, l, column);
              }
            }
            double bound = row < 35 && column < n ? Sample.gamma(40) * 38 : 0;
            Sample.assertClose("element " + i, values[i], expected, bound);
          }
        }
      }
    }
  }

  private static double at(Tensor x, boolean transpose, int row, int column) {
    int i = transpose ? column * x.columns() + row : row * x.columns() + column;
    return x.segment().getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  static Stream<Gemm> gemms() {
    return Stream.of(ScalarGemm.GEMM, VectorGemm.GEMM);
  }

  @ParameterizedTest
  @MethodSource("gemms")
  void threadsAndSimultaneousCallersChangeNoBit(Gemm gemm) throws InterruptedException {
    int[][] shapes = {
      {300, 130, 170},
      {70, 500, 300},
      {20_000, 20, 10},
      {30, 900, 97},
      {3000, 100, 10},
      {1, 800, 500},
      {900, 700, 1}
    };
    try (Sample sample = new Sample(7)) {
      for (int way = 0; way < 4; way++) {
        for (int[] shape : shapes) {
          checkThreads(gemm, sample, way, shape[0], shape[2], shape[1]);
        }
      }
    }
  }

  private static void checkThreads(Gemm gemm, Sample sample, int way, int m, int n, int k)
      throws InterruptedException {
    boolean transposeA = (way & 1) != 0;
    boolean transposeB = (way & 2) != 0;
    int aWidth = transposeA ? m : k;
    int bWidth = transposeB ? k : n;
    long a = sample.numbers(m, k).fast().address();
    long b = sample.numbers(k, n).fast().address();
    Sample.Pair expected = sample.output(m, n);
    gemm.multiply(
        transposeA, transposeB, m, n, k, 1, a, aWidth, b, bWidth, 0, expected.fast().address(), n);
    Sample.Pair[] results = new Sample.Pair[3];
    Thread[] callers = new Thread[results.length];
    for (int i = 0; i < callers.length; i++) {
      results[i] = sample.output(m, n);
      long c = results[i].fast().address();
      callers[i] =
          Thread.ofPlatform()
              .start(() -> {
                for (int repeat = 0; repeat < 5; repeat++) {
                  GemmThreads.multiply(
                      gemm, 3, transposeA, transposeB, m, n, k, 1, a, aWidth, b, bWidth, 0, c, n);
                }
              });
    }
    for (int i = 0; i < callers.length; i++) {
      callers[i].join();
      assertThat(results[i].values()).isEqualTo(expected.values());
    }
  }

  @Test
  void theFailureOfAPartReachesTheCallerAndTheThreadsRemainUsable() {
    int n = 200;
    Gemm failing =
        (transposeA, transposeB, rows, columns, k, alpha, a, aw, b, bw, beta, c, cw) -> {
          if (a == 0) {
            throw new ArithmeticException("the part of row 0 fails on purpose");
          }
        };
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () -> GemmThreads.multiply(failing, 2, false, false, n, n, n, 1, 0, n, 0, n, 0, 0, n))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("gemm: gatun-gemm-1 failed")
          .hasRootCauseMessage("the part of row 0 fails on purpose");
    }
  }
}

package dev.gatun.tests.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.engine.Binary;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rules of an engine, one method each; an engine passes by extending this with its id.
///
/// Results are compared with float64 sums under Higham's bound (*Accuracy and Stability of
/// Numerical Algorithms*, 2nd ed., eq. 3.5).
abstract class EngineContract {
  private static final int[][] SHAPES = {
    {1, 1, 1},
    {1, 7, 1},
    {3, 1, 5},
    {15, 16, 17},
    {16, 32, 64},
    {33, 31, 65},
    {128, 784, 10},
    {10, 512, 128},
    {64, 100, 512},
    {257, 300, 130},
    {0, 4, 4},
    {4, 0, 4},
    {4, 4, 0}
  };

  private final String id;
  private final long seed = Long.getLong("gatun.seed", 42);
  private final Random random = new Random(seed);
  private Engine engine;
  private Workspace workspace;

  EngineContract(String id) {
    this.id = id;
    Engines engines = Engines.load(EngineContract.class.getClassLoader());
    engine = engines.open(id).engine();
    workspace = engine.workspace("contract");
  }

  @BeforeEach
  void open() {
    engine = Engines.load(EngineContract.class.getClassLoader()).open(id).engine();
    workspace.close();
    workspace = engine.workspace("contract");
  }

  @AfterEach
  void close() {
    workspace.close();
    assertThat(workspace.allocatedBytes()).isZero();
  }

  private Tensor tensor(double[] values, int... extents) {
    Tensor tensor = workspace.allocate(engine.type(), Shape.of(extents));
    engine.upload(values, tensor);
    return tensor;
  }

  private Tensor random(int... extents) {
    double[] values = new double[(int) Shape.of(extents).size()];
    Arrays.setAll(values, _ -> (float) random.nextGaussian());
    return tensor(values, extents);
  }

  private double roundoff() {
    return engine.type() == ElementType.F64 ? 0x1p-53 : 0x1p-24;
  }

  private double gamma(int terms) {
    double ku = terms * roundoff();
    return ku / (1 - ku);
  }

  @Test
  void eng01ProductsStayWithinHighamsBoundInAllTranspositions() {
    for (int[] shape : SHAPES) {
      for (boolean transposeA : new boolean[] {false, true}) {
        for (boolean transposeB : new boolean[] {false, true}) {
          checkProduct(shape[0], shape[1], shape[2], transposeA, transposeB, 1, 0);
          checkProduct(shape[0], shape[1], shape[2], transposeA, transposeB, -0.5, 2);
        }
      }
    }
  }

  private void checkProduct(
      int m, int k, int n, boolean transposeA, boolean transposeB, double alpha, double beta) {
    Tensor a = transposeA ? random(k, m) : random(m, k);
    Tensor b = transposeB ? random(n, k) : random(k, n);
    Tensor whole = random(m * n + 32);
    double[] before = engine.download(whole);
    Tensor c = whole.range(16, Shape.of(m, n));
    if (beta == 0) {
      engine.fill(Double.NaN, c);
    }
    engine.gemm(transposeA, transposeB, alpha, a, b, beta, c);
    double[] left = engine.download(a);
    double[] right = engine.download(b);
    double[] found = engine.download(whole);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double old = beta == 0 ? 0 : before[16 + i * n + j];
        double exact = beta * old;
        double magnitude = Math.abs(exact);
        for (int l = 0; l < k; l++) {
          double term =
              alpha
                  * left[transposeA ? l * m + i : i * k + l]
                  * right[transposeB ? j * k + l : l * n + j];
          exact += term;
          magnitude += Math.abs(term);
        }
        assertThat(Math.abs(found[16 + i * n + j] - exact))
            .as("seed %d, %dx%dx%d, element [%d, %d]", seed, m, k, n, i, j)
            .isLessThanOrEqualTo(gamma(k + 4) * magnitude);
      }
    }
    assertThat(Arrays.copyOf(found, 16)).containsExactly(Arrays.copyOf(before, 16));
    assertThat(Arrays.copyOfRange(found, 16 + m * n, found.length))
        .containsExactly(Arrays.copyOfRange(before, 16 + m * n, before.length));
  }

  @Test
  void eng02TheSameProductHasTheSameBits() {
    Tensor a = random(100, 300);
    Tensor b = random(300, 70);
    Tensor c = workspace.allocate(engine.type(), Shape.of(100, 70));
    engine.gemm(false, false, 1, a, b, 0, c);
    double[] first = engine.download(c);
    for (int i = 0; i < 100; i++) {
      engine.gemm(false, false, 1, a, b, 0, c);
      assertThat(engine.download(c)).containsExactly(first);
    }
  }

  @Test
  void eng03MultiplyRejectsInnerExtentsThatDiffer() {
    Tensor a = random(32, 784);
    Tensor b = random(768, 10);
    Tensor c = random(32, 10);
    assertThatThrownBy(() -> engine.gemm(false, false, 1, a, b, 0, c))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("gemm: inner extents differ: op(a) is [32, 784], op(b) is [768, 10]");
  }

  @Test
  void eng04ResultsMayNotShareMemoryWithInputs() {
    Tensor a = random(8, 8);
    assertThatThrownBy(() -> engine.gemm(false, false, 1, a, a, 0, a))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shares memory");
  }

  @Test
  void eng05UseAfterCloseIsAnErrorNotACrash() {
    Tensor a = random(4, 4);
    Tensor c = random(4, 4);
    workspace.close();
    assertThatThrownBy(() -> engine.gemm(false, false, 1, a, a, 0, c))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gemm: workspace 'contract' is closed; tensor [4, 4] was freed with it;"
                + " copy it into an open workspace first");
    assertThatThrownBy(() -> engine.download(a)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void eng06WhatAnEngineLeavesOutComesFromItsFallback() {
    Tensor x = tensor(new double[] {-1, 0, 2, 3}, 2, 2);
    Tensor y = workspace.allocate(engine.type(), Shape.of(2, 2));
    engine.unary(Unary.RELU, 0, 0, x, y);
    assertThat(engine.download(y)).containsExactly(0, 0, 2, 3);
    engine.binary(Binary.PLUS, x, tensor(new double[] {10, 20}, 1, 2), y);
    assertThat(engine.download(y)).containsExactly(9, 20, 12, 23);
    Tensor sums = workspace.allocate(engine.type(), Shape.of(2, 1));
    engine.reduce(Reduction.SUM, x, sums);
    assertThat(engine.download(sums)).containsExactly(-1, 5);
  }

  @Test
  void eng07SeveralThreadsGetTheSameBits() throws InterruptedException {
    Tensor a = random(90, 200);
    Tensor b = random(200, 60);
    Tensor expected = workspace.allocate(engine.type(), Shape.of(90, 60));
    engine.threads(1);
    engine.gemm(false, false, 1, a, b, 0, expected);
    double[][] found = new double[2][];
    Thread[] threads = new Thread[2];
    for (int i = 0; i < threads.length; i++) {
      int index = i;
      Tensor c = workspace.allocate(engine.type(), Shape.of(90, 60));
      threads[i] =
          Thread.ofPlatform()
              .start(() -> {
                for (int repeat = 0; repeat < 50; repeat++) {
                  engine.gemm(false, false, 1, a, b, 0, c);
                }
                found[index] = engine.download(c);
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(found[0]).containsExactly(engine.download(expected));
    assertThat(found[1]).containsExactly(found[0]);
  }
}

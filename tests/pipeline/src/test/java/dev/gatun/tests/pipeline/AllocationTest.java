package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Images;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A step makes no objects, once every batch size has been seen and the code is compiled.
final class AllocationTest {
  private static final int COUNT = 48;
  private static final int STEPS = 2000;

  /// Vectors are objects until the compiler is done with the code, which takes seconds on a busy
  /// machine.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Workspace data = Workspace.open("data");
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @AfterEach
  void close() {
    data.close();
  }

  /// The reference engine is no faster for it, but tells the graph's share from the engine's.
  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStepOfFusedOperationsAllocatesNothing(String engine) {
    Examples examples = Numbers.classes(data, COUNT, 20, 10, -1, 1);
    Network network =
        Networks.of(examples, Networks.rectified(32, 10), Networks.CROSS_ENTROPY)
            .penalties(List.of(Networks.named("l2", new Networks.Squares("*.weight"))));
    assertAllocatesNothing(engine, network, examples);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStepOfOneOfEachKindAllocatesNothing(String engine) {
    Examples plain = Numbers.values(data, COUNT, 12, 6);
    Examples examples = Numbers.weighted(plain, Numbers.uniform(data, Shape.of(COUNT), 0.5, 1.5));
    Layer model =
        (scope, x) -> {
          Value h = Networks.linear(scope, x, 12);
          Value masked = scope.dropout("mask", h.softplus(), 0.2);
          Value other = h.reshape(Shape.examples(3, 4)).logSoftmax().flatten();
          return masked
              .plus(other)
              .columns(2, 3)
              .beside(h.softmax().columns(0, 3))
              .maximum(scope.parameter("floor", Shape.of(1, 6), Networks.CENTERED));
        };
    assertAllocatesNothing(engine, Networks.of(examples, model, Networks.SQUARES), examples);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStepOverImagesAllocatesNothing(String engine) {
    Examples examples = Numbers.classes(data, COUNT, 72, 3, -1, 1);
    Layer model =
        (scope, x) -> {
          Shape kernel = Shape.of(4, 2, 3, 3);
          Shape row = Shape.of(1, 4);
          Value weight = scope.parameter("kernel", kernel, Networks.CENTERED);
          Value bias = scope.parameter("bias", row, Networks.CENTERED);
          Value gain = scope.parameter("gain", row, Networks.POSITIVE);
          Value images = x.reshape(Shape.examples(2, 6, 6));
          Value y = Images.convolution(images, Window.of(3, 1, 1), weight, bias);
          Value normal = scope.batchNorm(y, gain, bias, 1e-5, 0.1).relu();
          Value pooled = Images.maxPool(normal, Window.of(2, 2, 0));
          Value back =
              Images.transposedConvolution(pooled, Window.of(3, 1, 1), weight, 1, Shape.of(3, 3));
          Value mean = Images.averagePool(back, Window.of(3, 3, 0), false);
          return Networks.linear(scope.child("out"), mean.pick(1, 0, -1, 1), 3);
        };
    assertAllocatesNothing(engine, Networks.of(examples, model, Networks.CROSS_ENTROPY), examples);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStepOfOpsOfAuthorsAllocatesNothing(String engine) {
    Examples examples = Numbers.values(data, COUNT, 12, 1);
    Layer model =
        (scope, x) -> {
          Value h = Networks.linear(scope, x, 4);
          Value product = x.graph().apply(new Norm.Product(1), h, h.sigmoid());
          Value w = scope.parameter("w", Shape.of(1, 4), Networks.CENTERED);
          return x.graph().apply(new Norm.WeightedSquares(), product, w);
        };
    assertAllocatesNothing(engine, Networks.of(examples, model, Networks.SQUARES), examples);
  }

  private void assertAllocatesNothing(String engine, Network network, Examples examples) {
    try (Trial trial = new Trial(engine, network, examples, 16)) {
      int[] rows = Numbers.firstRows(COUNT);
      double bytes = Double.MAX_VALUE;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (bytes >= 1 && System.nanoTime() < deadline) {
        long before = threads.getCurrentThreadAllocatedBytes();
        steps(trial, rows);
        bytes = (double) (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
      }
      assertThat(bytes).as("bytes allocated by a step on %s", engine).isLessThan(1);
    }
  }

  private static void steps(Trial trial, int[] rows) {
    for (int step = 0; step < STEPS; step++) {
      int from = step % 3 * 16;
      int count = step % 3 == 2 ? 11 : 16;
      trial.plan.load(rows, from, count, 1.0 / count);
      trial.plan.forward();
      trial.plan.backward();
    }
  }
}

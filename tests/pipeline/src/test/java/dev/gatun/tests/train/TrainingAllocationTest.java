package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gatun.api.Average;
import dev.gatun.api.Clip;
import dev.gatun.api.Optimizer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.ClipNorm;
import dev.gatun.plugins.train.ClipValue;
import dev.gatun.plugins.train.Cosine;
import dev.gatun.plugins.train.ExponentialAverage;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A step of two workers makes no objects in any thread, once the code is compiled.
final class TrainingAllocationTest {
  private static final int BATCH = 8;
  private static final int WINDOW = 2000;
  private static final Optimizer SGD = new Sgd(1e-6, 0, 0, false);

  /// Vectors are objects until the compiler is done with the code, which takes seconds on a busy
  /// machine.
  private static final Duration PATIENCE = Duration.ofSeconds(18);

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  /// Measures between two steps, and stops once a window of steps allocated next to nothing.
  private static final class Meter extends Recorder {
    private final ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private long steps;
    private long before;
    double bytes = Double.MAX_VALUE;

    Meter(String engine, Network network, Examples examples) {
      super(engine, network, examples, 2);
    }

    @Override
    public void progress(int epoch, long done, long all, double loss) {
      if (++steps % WINDOW == 0) {
        long now = beans.getTotalThreadAllocatedBytes();
        if (steps > WINDOW) {
          bytes = Math.min(bytes, (double) (now - before) / WINDOW);
        }
        before = beans.getTotalThreadAllocatedBytes();
      }
    }

    @Override
    public boolean interrupted() {
      return bytes < 1 || System.nanoTime() > deadline;
    }
  }

  /// Rows come again and again, so that one epoch is as long as it takes.
  @Test
  void aStepAllocatesNothing() {
    Examples examples = Numbers.classes(data, 64, 20, 10, -1, 1);
    Network network =
        Networks.of(examples, Networks.rectified(32, 10), Networks.CROSS_ENTROPY)
            .penalties(List.of(Networks.named("l2", new Networks.Squares("*.weight"))));
    for (GradientDescent trainer :
        List.of(
            trainer(new Adam(1e-6, 0.9, 0.999, 1e-8, 0), 1, Optional.empty(), Optional.empty()),
            trainer(new Sgd(1e-6, 0.9, 0, true), 1, Optional.empty(), Optional.empty()),
            trainer(SGD, 2, Optional.of(new ClipNorm(1e-3)), Optional.empty()),
            trainer(
                SGD,
                1,
                Optional.of(new ClipValue(1e-3)),
                Optional.of(new ExponentialAverage(0.999))))) {
      try (Meter meter = new Meter("openblas", network, examples)) {
        meter.rows = IntStream.range(0, 8_000_003).map(i -> i % 64).toArray();
        meter.train(trainer);
        assertThat(meter.bytes).as("bytes allocated by a step of %s", trainer).isLessThan(1);
        assertThat(meter.noted).containsEntry("train.parallel", "2");
      }
    }
  }

  private static GradientDescent trainer(
      Optimizer optimizer, int accumulate, Optional<Clip> clip, Optional<Average> average) {
    return new GradientDescent(
        1,
        BATCH,
        optimizer,
        new Cosine(0),
        List.of(),
        Optional.of(2),
        Optional.empty(),
        Optional.empty(),
        accumulate,
        clip,
        average);
  }
}

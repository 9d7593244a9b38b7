package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Layer;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Call;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Op;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever goes wrong in a worker ends the training, and says so.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FailureTest {
  private static final int COUNT = 12;

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private static Trainer trainer(int workers, Optimizer optimizer) {
    return new GradientDescent(2, 4, optimizer, new Constant(), List.of(), Optional.of(workers));
  }

  private static void assertNoWorkerIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("gatun-worker-"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aLossThatIsNoNumberEndsTheTraining(int workers) {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Examples examples =
          new Examples(
              Numbers.filled(data, Shape.of(COUNT, 1), i -> i == 7 ? broken : 1),
              Optional.empty(),
              new Targets.Values(Numbers.filled(data, Shape.of(COUNT, 1), _ -> 0)),
              Optional.empty());
      Network network = Networks.of(examples, (_, x) -> x, Networks.SQUARES);
      int batch = batchOf(7);
      try (Recorder recorder = new Recorder("reference", network, examples, 2)) {
        assertThatThrownBy(() -> recorder.train(trainer(workers, new Sgd(0.25, 0, 0, false))))
            .isInstanceOf(ArithmeticException.class)
            .hasMessage(
                "epoch 1, batch %d: the loss is %s at learning rate 0.25 (%s comes first in the"
                    + " inputs, example 7); lower train.optimizer.learning-rate, or look for"
                    + " numbers out of range in the data",
                batch, broken, broken);
        assertThat(recorder.stepLosses).hasSize(batch - 1);
        assertThat(recorder.epochLosses).isEmpty();
      }
      assertNoWorkerIsLeft();
    }
  }

  /// {@return the number of the batch, from 1, that a row is in, found by its loss}
  private int batchOf(int row) {
    Examples examples =
        new Examples(
            Numbers.filled(data, Shape.of(COUNT, 1), i -> i == row ? 1 : 0),
            Optional.empty(),
            new Targets.Values(Numbers.filled(data, Shape.of(COUNT, 1), _ -> 0)),
            Optional.empty());
    Network network = Networks.of(examples, (_, x) -> x, Networks.SQUARES);
    try (Recorder recorder = new Recorder("reference", network, examples, 1)) {
      recorder.train(trainer(1, new Sgd(0.25, 0, 0, false)));
      return recorder.stepLosses.indexOf(
              recorder.stepLosses.stream().filter(loss -> loss > 0).findFirst().orElseThrow())
          + 1;
    }
  }

  /// Lets one thread fail, while the others wait for it lest they do its part too.
  private record Meeting(String thread, CountDownLatch reached) {
    Meeting(String thread) {
      this(thread, new CountDownLatch(1));
    }

    boolean fails() {
      if (isIn(thread)) {
        reached.countDown();
        return true;
      }
      try {
        reached.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return false;
    }
  }

  private static boolean isIn(String thread) {
    String name = Thread.currentThread().getName();
    return thread.equals("main") ? !name.startsWith("gatun-worker-") : name.equals(thread);
  }

  /// Fails at a step in one thread.
  private record Failing(Meeting meeting, Supplier<? extends Throwable> what) implements Optimizer {
    @Override
    public double learningRate() {
      return 0.1;
    }

    @Override
    public int slots() {
      return 0;
    }

    @Override
    public void update(Update update) {
      if (update.step() == 2 && meeting.fails()) {
        throw FailureTest.<RuntimeException>sneak(what.get());
      }
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // an Error passes for unchecked
  private static <T extends Throwable> T sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gatun-worker-1", "gatun-worker-2", "main"})
  void anOptimizerThatThrowsEndsTheTraining(String thread) {
    IllegalArgumentException mistake = new IllegalArgumentException("no luck in " + thread);
    assertSurfaces(3, new Failing(new Meeting(thread), () -> mistake), (_, x) -> x, mistake);
    OutOfMemoryError error = new OutOfMemoryError("in " + thread);
    assertSurfaces(3, new Failing(new Meeting(thread), () -> error), (_, x) -> x, error);
  }

  /// The identity; fails in one thread.
  private record FailingOp(Meeting meeting, RuntimeException mistake) implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void forward(Call call) {
      if (meeting.fails()) {
        throw mistake;
      }
      call.kernels().copy(call.input(0), call.output());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gatun-worker-1", "main"})
  void anOperationThatThrowsEndsTheTraining(String thread) {
    IllegalStateException mistake = new IllegalStateException("no luck in " + thread);
    assertSurfaces(
        2,
        new Sgd(0.1, 0, 0, false),
        (_, x) -> x.graph().apply(new FailingOp(new Meeting(thread), mistake), x),
        mistake);
  }

  private void assertSurfaces(int workers, Optimizer optimizer, Layer layer, Throwable mistake) {
    Examples examples = Numbers.values(data, COUNT, 3, 3);
    Network network = Networks.of(examples, layer, Networks.SQUARES);
    try (Recorder recorder = new Recorder("reference", network, examples, 2)) {
      assertThatThrownBy(() -> recorder.train(trainer(workers, optimizer)))
          .satisfiesAnyOf(
              thrown -> assertThat(thrown).isSameAs(mistake),
              thrown ->
                  assertThat(thrown)
                      .isInstanceOf(ComponentException.class)
                      .cause()
                      .isSameAs(mistake));
      assertThat(recorder.epochLosses).isEmpty();
    }
    assertNoWorkerIsLeft();
  }
}

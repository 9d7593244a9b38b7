package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatun.api.Average;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.Cosine;
import dev.gatun.plugins.train.ExponentialAverage;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.MeanAverage;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A training that was stopped and goes on ends where it would have ended anyway, bit by bit.
final class CheckpointTest {
  private static final int COUNT = 11;
  private static final int EPOCHS = 3;
  private static final int STEPS = 3 * EPOCHS;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, COUNT, 5, 3, -1, 1);
  private final Network network =
      Networks.of(
          examples,
          (scope, x) ->
              Networks.linear(
                  scope.child("out"),
                  scope.dropout("mask", Networks.linear(scope, x, 8).relu(), 0.4),
                  3),
          Networks.CROSS_ENTROPY);

  @AfterEach
  void close() {
    data.close();
  }

  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  private static Trainer trainer(Optimizer optimizer) {
    return new GradientDescent(EPOCHS, 4, optimizer, new Cosine(0), List.of(), Optional.of(2));
  }

  private static Trainer averaging(Average average) {
    return new GradientDescent(
        EPOCHS,
        4,
        new Sgd(0.1, 0.9, 0, false),
        new Cosine(0),
        List.of(),
        Optional.of(2),
        Optional.empty(),
        Optional.empty(),
        1,
        Optional.empty(),
        Optional.of(average));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void stoppingChangesNothing(String engine) {
    for (Trainer trainer :
        List.of(
            trainer(new Adam(0.05, 0.9, 0.99, 1e-8, 0)),
            trainer(new Sgd(0.1, 0.9, 0, true)),
            averaging(new ExponentialAverage(0.8)),
            averaging(new MeanAverage(2)))) {
      try (Recorder whole = new Recorder(engine, network, examples, 2).train(trainer)) {
        for (int steps = 1; steps < STEPS; steps++) {
          assertSame(engine, trainer, steps, whole);
        }
      }
    }
  }

  private void assertSame(String engine, Trainer trainer, int steps, Recorder whole) {
    try (Recorder first = new Recorder(engine, network, examples, 2);
        Recorder second = new Recorder(engine, network, examples, 1)) {
      first.stopAfter = steps;
      first.train(trainer);
      Trainer.Checkpoint state = Objects.requireNonNull(first.stoppedAt);
      assertThat(state.step()).isEqualTo(steps);
      assertThat(state.epoch()).isEqualTo(steps / 3);
      assertThat(state.lossSum() == 0).isEqualTo(steps % 3 == 0);
      second.goOnFrom(first).train(trainer);
      assertThat(second.stoppedAt).isNull();
      String when = engine + " after " + steps;
      assertThat(second.flatValues()).as(when).containsExactly(whole.flatValues());
      assertThat(Stream.of(first, second).flatMap(part -> part.epochLosses.stream()))
          .as(when)
          .containsExactlyElementsOf(whole.epochLosses);
      assertThat(Stream.of(first, second).flatMap(part -> part.stepLosses.stream()))
          .as(when)
          .containsExactlyElementsOf(whole.stepLosses);
      assertThat(second.noted).isEqualTo(first.noted).containsEntry("train.parallel", "2");
    }
  }

  @Test
  void stoppingBeforeTheFirstStepLeavesEverythingAsItWas() {
    try (Recorder recorder = new Recorder("reference", network, examples, 2)) {
      double[] before = recorder.flatValues();
      recorder.stopAfter = 0;
      recorder.train(trainer(new Sgd(0.1, 0, 0, false)));
      assertThat(recorder.flatValues()).containsExactly(before);
      assertThat(recorder.stoppedAt)
          .isEqualTo(new Trainer.Checkpoint(0, 0, 0, new LinkedHashMap<>()));
    }
  }

  @Test
  void theSlotsOfAnotherOptimizerAreRejected() {
    try (Recorder first = new Recorder("reference", network, examples, 1);
        Recorder second = new Recorder("reference", network, examples, 1)) {
      first.stopAfter = 2;
      first.train(trainer(new Sgd(0.1, 0.9, 0, false)));
      second.goOnFrom(first);
      assertThatIllegalStateException()
          .isThrownBy(() -> second.train(trainer(new Adam(0.1, 0.9, 0.99, 1e-8, 0))))
          .withMessage("the checkpoint lacks the optimizer's slot.1");
    }
  }
}

package dev.gatun.tests.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Gradients added up part by part are those of the whole batch.
final class AccumulateTest {
  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private static GradientDescent trainer(int workers, int accumulate) {
    return new GradientDescent(
        3,
        5,
        new Sgd(0.1, 0.9, 0.01, false),
        new Constant(),
        List.of(),
        Optional.of(workers),
        Optional.empty(),
        Optional.empty(),
        accumulate,
        Optional.empty(),
        Optional.empty());
  }

  /// Batches of 5, 5 and 3 examples, the last of fewer than there may be parts; penalties count
  /// once.
  @ParameterizedTest
  @CsvSource({"1, 2", "1, 3", "1, 9", "2, 2", "2, 4", "3, 2", "5, 3"})
  void theTrajectoryIsThatOfWholeBatches(int workers, int accumulate) {
    Examples plain = Numbers.values(data, 13, 4, 2);
    Examples examples = Numbers.weighted(plain, Numbers.filled(data, Shape.of(13), i -> 1 + i % 3));
    for (boolean penalized : new boolean[] {false, true}) {
      Network network = Networks.of(examples, Networks.rectified(6, 2), Networks.SQUARES);
      if (penalized) {
        network.penalties(List.of(Networks.named("squares", new Networks.Squares("*"))));
      }
      try (Recorder whole = new Recorder("reference", network, examples, 2);
          Recorder parts = new Recorder("reference", network, examples, 2)) {
        whole.train(trainer(1, 1));
        parts.train(trainer(workers, accumulate));
        assertThat(parts.flatValues()).containsExactly(whole.flatValues(), within(1e-12));
        for (int i = 0; i < 3; i++) {
          assertThat(parts.epochLosses.get(i)).isCloseTo(whole.epochLosses.get(i), within(1e-12));
        }
      }
    }
  }
}

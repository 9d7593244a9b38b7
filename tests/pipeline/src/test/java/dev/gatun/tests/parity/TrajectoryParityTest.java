package dev.gatun.tests.parity;

import dev.gatun.api.Layer;
import dev.gatun.api.Trainer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.loss.CrossEntropy;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.train.Recorder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A network of three layers trained from the same parameters on all examples at once has the same
/// loss before each of 200 steps, whatever the optimizer.
final class TrajectoryParityTest {
  private static final Fixture NETWORK = Fixture.only("trajectories");

  static List<Fixture> cases() {
    return NETWORK.cases("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void losses(Fixture fixture) {
    double[] expected = fixture.block("losses").numbers();
    try (Workspace data = Workspace.open("data")) {
      Examples examples = NETWORK.examples(data, "input", "labels");
      Network network =
          Networks.of(
              examples, Parity.component(NETWORK.text("model"), Layer.class), new CrossEntropy());
      Trainer trainer =
          Parity.component(
              "{type: gradient-descent, epochs: %d, batch-size: %d, parallel: 1, optimizer: %s}"
                  .formatted(expected.length, examples.count(), fixture.text()),
              Trainer.class);
      try (Recorder recorder = new Recorder("reference", network, examples, 1)) {
        NETWORK
            .blocks("parameters")
            .forEach((name, block) ->
                recorder.engine().upload(block.numbers(), recorder.parameters().tensor(name)));
        recorder.train(trainer);
        double[] losses = recorder.epochLosses.stream().mapToDouble(loss -> loss).toArray();
        Closeness.assertAgree(fixture.text(), losses, expected, 10 * Parity.SHARE);
      }
    }
  }
}

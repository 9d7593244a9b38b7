package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.api.Penalty;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.loss.ElasticNet;
import dev.gatun.plugins.loss.L1Penalty;
import dev.gatun.plugins.loss.L2Penalty;
import dev.gatun.plugins.loss.LpPenalty;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Penalties of the weights 3, −4, 0 and 1, by hand.
final class PenaltiesTest {
  private static double cost(double weight, Penalty penalty) {
    try (Workspace data = Workspace.open("data")) {
      Examples examples = Numbers.classes(data, 1, 2, 2, -1, 1);
      Initializer known =
          (_, _, values) -> System.arraycopy(new double[] {3, -4, 0, 1}, 0, values, 0, 4);
      Layer model = (scope, x) -> x.matmul(scope.parameter("weight", Shape.of(2, 2), known));
      Network network =
          Networks.of(examples, model, Networks.SUM)
              .penalties(List.of(new Named<>("penalty", weight, penalty)));
      return Forward.of(network, examples, network.penalty().orElseThrow())[0];
    }
  }

  @Test
  void ofKnownWeights() {
    assertThat(cost(1, new L1Penalty("weight"))).isEqualTo(8);
    assertThat(cost(1, new L2Penalty("weight"))).isEqualTo(13);
    assertThat(cost(0.5, new LpPenalty("weight", 3))).isEqualTo(46);
    assertThat(cost(1, new ElasticNet("weight", 0.25))).isEqualTo(0.25 * 8 + 0.75 * 13);
  }

  @Test
  void mixturesAndPowersHaveTheOthersAtTheirEnds() {
    assertThat(cost(1, new ElasticNet("weight", 1))).isEqualTo(8);
    assertThat(cost(1, new ElasticNet("weight", 0))).isEqualTo(13);
    assertThat(cost(1, new LpPenalty("weight", 1))).isEqualTo(8);
    assertThat(cost(1, new LpPenalty("weight", 2))).isEqualTo(26);
  }
}

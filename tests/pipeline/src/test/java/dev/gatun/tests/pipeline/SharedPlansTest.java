package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.SharedPlans;
import dev.gatun.api.graph.Value;
import dev.gatun.api.graph.WeightGradient;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Plans that share batches leave gradients of matrices to be computed from the whole batch, and
/// only those that a single product of examples gives.
final class SharedPlansTest {
  private static final int BATCH = 7;

  private final Engine engine =
      Engines.load(SharedPlansTest.class.getClassLoader()).open("reference").engine();
  private final Workspace workspace = engine.workspace("shared");
  private final Examples examples = Numbers.values(workspace, BATCH, 4, 4);

  @AfterEach
  void close() {
    workspace.close();
  }

  private Parameters parameters(Network network) {
    Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
    parameters.initialize(1);
    return parameters;
  }

  private SharedPlans plans(Network network, Parameters parameters, int count) {
    Plan.Settings settings = Plan.Settings.of(Math.ceilDiv(BATCH, count), 1);
    return SharedPlans.training(network, parameters, workspace, settings, count);
  }

  private List<String> shapes(Layer model) {
    Network network = Networks.of(examples, model, Networks.SQUARES);
    return plans(network, parameters(network), 2).weights().stream()
        .map(weight -> "%d x %d".formatted(weight.rows(), weight.columns()))
        .toList();
  }

  @Test
  void eachMatrixIsLeftOutOnce() {
    assertThat(shapes(Networks.rectified(6, 4))).containsExactly("4 x 6", "6 x 4");
  }

  @Test
  void oneThatIsUsedTwiceIsNot() {
    Layer twice =
        (scope, x) -> {
          Value weight = scope.parameter("weight", Shape.of(4, 4), Networks.CENTERED);
          return x.matmul(weight).tanh().matmul(weight);
        };
    assertThat(shapes(twice)).isEmpty();
  }

  @Test
  void oneThatIsComputedFromAParameterIsNot() {
    Layer squared =
        (scope, x) -> x.matmul(scope.parameter("root", Shape.of(4, 4), Networks.CENTERED).square());
    assertThat(shapes(squared)).isEmpty();
  }

  @Test
  void onePlanLeavesOutNothing() {
    Network network = Networks.of(examples, Networks.rectified(6, 4), Networks.SQUARES);
    assertThat(plans(network, parameters(network), 1).weights()).isEmpty();
  }

  /// Shares of three, three and one example, and the rows of a matrix in two parts.
  @Test
  void theGradientIsThatOfTheWholeBatch() {
    Network network = Networks.of(examples, Networks.rectified(6, 4), Networks.SQUARES);
    Parameters parameters = parameters(network);
    int[] rows = IntStream.range(0, BATCH).toArray();
    Plan whole = Plan.training(network, parameters, workspace, Plan.Settings.of(BATCH, 1), true);
    step(whole, rows, 0, BATCH);
    SharedPlans shared = plans(network, parameters, 3);
    assertThat(shared.share()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      step(shared.plans().get(i), rows, 3 * i, Math.min(3, BATCH - 3 * i));
    }
    for (WeightGradient weight : shared.weights()) {
      weight.rows(0, 1).compute(BATCH);
      weight.rows(1, weight.rows() - 1).compute(BATCH);
    }
    double[] expected = engine.download(whole.gradients());
    double[] found = engine.download(shared.plans().getFirst().gradients());
    for (WeightGradient weight : shared.weights()) {
      for (int i = 0; i < weight.rows() * weight.columns(); i++) {
        int at = (int) weight.offset() + i;
        assertThat(found[at]).isCloseTo(expected[at], within(1e-13));
      }
    }
  }

  private void step(Plan plan, int[] rows, int from, int count) {
    plan.examples(examples);
    plan.load(rows, from, count, 1.0 / BATCH);
    plan.forward();
    plan.backward();
  }
}

package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
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
    return SharedPlans.training(network, parameters, workspace, settings, count, false);
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
      weight.rows(0, 1).compute(BATCH, false);
      weight.rows(1, weight.rows() - 1).compute(BATCH, false);
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

  /// Parts of four and three examples, the latter a share of two and one of one; parameters that a
  /// product has, that two have, that are reshaped, that are added and that nothing depends on.
  @Test
  void partsAddUpToTheWholeBatch() {
    Layer model =
        (scope, x) -> {
          scope.parameter("unused", Shape.of(3, 1), Networks.CENTERED);
          Value twice = scope.parameter("twice", Shape.of(4, 4), Networks.CENTERED);
          Value wide = scope.parameter("wide", Shape.of(2, 8), Networks.CENTERED);
          Value both = Networks.linear(scope, x, 4).tanh().matmul(twice).tanh().matmul(twice);
          return both.matmul(wide.reshape(Shape.of(4, 4)));
        };
    Network network = Networks.of(examples, model, Networks.SQUARES);
    network.penalties(List.of(Networks.named("squares", new Networks.Squares("twice"))));
    Parameters parameters = parameters(network);
    int[] rows = IntStream.range(0, BATCH).toArray();
    Plan whole = Plan.training(network, parameters, workspace, Plan.Settings.of(BATCH, 1), true);
    step(whole, rows, 0, BATCH);
    SharedPlans shared =
        SharedPlans.training(network, parameters, workspace, Plan.Settings.of(2, 1), 2, true);
    assertThat(shared.weights()).hasSize(1);
    for (int again = 0; again < 2; again++) {
      for (int part = 0; part < 2; part++) {
        for (int i = 0; i < 2; i++) {
          Plan plan = shared.plans().get(i);
          plan.accumulate(part > 0);
          int from = 4 * part + 2 * i;
          step(plan, rows, from, Math.min(2, BATCH - from));
        }
        WeightGradient weight = shared.weights().getFirst();
        weight.rows(0, weight.rows()).compute(Math.min(4, BATCH - 4 * part), part > 0);
      }
      double[] expected = engine.download(whole.gradients());
      double[] first = engine.download(shared.plans().getFirst().gradients());
      double[] second = engine.download(shared.plans().getLast().gradients());
      for (int i = 0; i < expected.length; i++) {
        assertThat(first[i] + second[i]).isCloseTo(expected[i], within(1e-13));
      }
    }
  }

  @Test
  void plansOfWholeBatchesHaveNoParts() {
    Network network = Networks.of(examples, Networks.rectified(6, 4), Networks.SQUARES);
    Plan plan = plans(network, parameters(network), 1).plans().getFirst();
    assertThatIllegalStateException()
        .isThrownBy(() -> plan.accumulate(true))
        .withMessage(
            "accumulate: the plan was compiled for whole batches; compile shared plans in parts");
  }

  private void step(Plan plan, int[] rows, int from, int count) {
    plan.examples(examples);
    plan.load(rows, from, count, 1.0 / BATCH);
    plan.forward();
    plan.backward();
  }
}

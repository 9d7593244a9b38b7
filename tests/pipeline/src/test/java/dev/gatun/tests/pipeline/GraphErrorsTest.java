package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Mistakes are named when the graph is built, and never read memory that is not there.
final class GraphErrorsTest {
  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, 8, 6, 3, -1, 1);
  private final Network network =
      Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY);

  @AfterEach
  void close() {
    data.close();
  }

  static Stream<Arguments> mismatches() {
    Graph graph = new Graph();
    Value x = graph.inputs(Shape.of(6));
    Value w = Scope.of(graph).parameter("w", Shape.of(5, 3), Networks.CENTERED);
    return Stream.of(
        mismatch(() -> x.matmul(w), "matmul", "[n, 6]", "[5, 3]"),
        mismatch(() -> w.matmul(x), "matmul", "[5, 3]", "[n, 6]"),
        mismatch(() -> x.plus(w), "plus", "[n, 6]", "[5, 3]"),
        mismatch(() -> x.sumRows().times(w), "times", "[n, 1]", "[5, 3]"),
        mismatch(() -> x.dividedBy(x.columns(0, 2)), "divide", "[n, 6]", "[n, 2]"),
        mismatch(() -> x.columns(2, 5), "columns", "5 columns from 2", "[n, 6]"),
        mismatch(() -> x.columns(-1, 2), "columns", "2 columns from -1", "[n, 6]"),
        mismatch(() -> x.beside(w), "beside", "[n, 6]", "[5, 3]"),
        mismatch(() -> x.reshape(Shape.examples(4)), "reshape", "[n, 6]", "[n, 4]"),
        mismatch(() -> x.reshape(Shape.of(6)), "reshape", "[n, 6]", "[6]"),
        mismatch(() -> x.scaled(w, w), "scaled", "[n, 6]", "[5, 3]"),
        mismatch(() -> Scope.of(graph).dropout("d", w, 0.5), "dropout", "[n, …]", "[5, 3]"),
        mismatch(() -> Scope.of(graph).random("r", w), "random", "[n, …]", "[5, 3]"));
  }

  private static Arguments mismatch(Supplier<Value> mistake, String... parts) {
    return Arguments.of(mistake, parts);
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void shapesThatDoNotSuitAreNamed(Supplier<Value> mistake, String[] parts) {
    assertThatThrownBy(mistake::get)
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessageStartingWith(parts[0] + ": ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void theComponentIsNamedWithItsInput() {
    Layer wrong = (scope, x) -> x.matmul(scope.parameter("w", Shape.of(5, 3), Networks.CENTERED));
    Layer outer = (scope, x) -> scope.apply(Networks.named("inner", wrong), x);
    assertThatThrownBy(() -> Networks.of(examples, outer, Networks.SUM))
        .isInstanceOf(ComponentException.class)
        .hasMessageMatching(
            Pattern.quote(
                    "inner: matmul: x·w needs w of [6, …], got x [n, 6], w [5, 3] (input [n, 6], ")
                + "GraphErrorsTest\\.java:\\d+\\)");
  }

  @Test
  void aValueOfAnotherGraphIsRejected() {
    Value here = new Graph().inputs(Shape.of(6));
    Value there = new Graph().inputs(Shape.of(6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> here.plus(there))
        .withMessage("op 'plus': input Inputs [n, 6] belongs to another graph");
    assertThatThrownBy(() -> Networks.of(examples, (_, _) -> there, Networks.SUM))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("belongs to another graph");
    assertThatThrownBy(
            () -> Networks.of(examples, Networks.rectified(4, 3), (_, _) -> there.sumRows()))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("belongs to another graph");
    try (Trial trial = new Trial("reference", network, examples, 4)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              Plan.evaluation(
                  trial.parameters, trial.workspace, Plan.Settings.of(4, 1), List.of(here)))
          .withMessageContaining("belongs to another graph");
      trial.step(1);
      assertThatIllegalArgumentException().isThrownBy(() -> trial.plan.output(here));
      Value late = network.scores().square();
      assertThatIllegalArgumentException().isThrownBy(() -> trial.plan.output(late));
    }
  }

  @Test
  void aLossMustGiveOneNumberForEachExample() {
    for (Loss wrong : List.<Loss>of((scores, _) -> scores, (scores, _) -> scores.sumRows().sum())) {
      assertThatThrownBy(() -> Networks.of(examples, Networks.rectified(4, 3), wrong))
          .isInstanceOf(ComponentException.class)
          .hasMessageContaining("loss.loss: a loss must give one number for each example, [n, 1]");
    }
  }

  @Test
  void aLossThatAsksForWhatTheDataLacksIsAnErrorOfTheGraph() {
    assertThatThrownBy(() -> Networks.of(examples, Networks.rectified(4, 3), Networks.SQUARES))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the data has no values");
    Examples values = Numbers.values(data, 8, 6, 2);
    assertThatThrownBy(() -> Networks.of(values, Networks.rectified(4, 2), Networks.CROSS_ENTROPY))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the data has no class labels");
  }

  @Test
  void examplesOfAnotherFormAreRejectedBeforeTheyAreRead() {
    Examples narrow = Numbers.classes(data, 8, 5, 3, -1, 1);
    Examples more = Numbers.classes(data, 8, 6, 4, -1, 1);
    Examples values = Numbers.values(data, 8, 6, 2);
    Examples bare =
        new Examples(examples.inputs(), Optional.empty(), new Targets.None(), Optional.empty());
    try (Trial trial = new Trial("reference", network, examples, 4)) {
      trial.step(1, 2);
      for (Examples other : List.of(narrow, more, values, bare)) {
        assertThatThrownBy(() -> trial.plan.examples(other)).isInstanceOf(DataException.class);
      }
      assertThatThrownBy(() -> trial.plan.examples(narrow))
          .hasMessage(
              "the graph was built for inputs of 6 numbers an example, got 5; give it examples of"
                  + " one form");
      assertThatThrownBy(
              () -> Numbers.weighted(examples, Numbers.filled(data, Shape.of(3), _ -> 1)))
          .isInstanceOf(DataException.class)
          .hasMessage("weights must be F32, one for each of 8 inputs, got F32 [3]");
    }
  }

  @Test
  void batchesMustExist() {
    try (Trial trial = new Trial("reference", network, examples, 4)) {
      assertThatThrownBy(trial.plan::forward).hasMessage("no batch; call load first");
      assertThatThrownBy(() -> trial.step(1, 2, 3, 4, 5))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> trial.step(8)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> trial.step(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      trial.step(1);
      assertThatThrownBy(trial.plan::backward)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("backward: needs a forward pass before it");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plan.Settings.of(0, 1))
        .withMessage("plan: capacity must be at least 1, got 0");
  }

  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aPlanIsNotRunOnceItsWorkspaceIsClosed(String engine) {
    Trial trial = new Trial(engine, network, examples, 4);
    trial.step(1, 2);
    trial.step(1, 2);
    trial.plan.load(new int[] {1, 2}, 0, 2, 1);
    trial.plan.forward();
    trial.close();
    for (Runnable use :
        List.<Runnable>of(trial.plan::backward, trial.plan::forward, () -> trial.step(1, 2))) {
      assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(trial.plan::forward)
        .hasMessage("workspace 'trial' is closed; the plan needs tensors that were freed with it");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aPlanIsNotRunOnceItsExamplesAreClosed(String engine) {
    Workspace gone = Workspace.open("gone");
    Examples lost = Numbers.classes(gone, 8, 6, 3, -1, 1);
    try (Trial trial = new Trial(engine, network, lost, 4)) {
      trial.step(1, 2);
      trial.step(1, 2);
      gone.close();
      assertThatThrownBy(() -> trial.step(1, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("workspace 'gone' is closed; the plan needs tensors that were freed with it");
      trial.plan.examples(examples);
      assertThat(trial.step(1, 2).losses()).hasSize(2);
    }
  }
}

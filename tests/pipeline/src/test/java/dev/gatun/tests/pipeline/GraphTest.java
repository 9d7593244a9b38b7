package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Gradients where values meet: used twice, shared, reshaped, cut up, and through ops of authors.
final class GraphTest {
  private static final int ROWS = 5;
  private static final int FEATURES = 6;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, ROWS, FEATURES, 3, -1, 1);

  @AfterEach
  void close() {
    data.close();
  }

  private static Value weight(Scope scope, int rows, int columns) {
    return scope.parameter("weight", Shape.of(rows, columns), Networks.CENTERED);
  }

  private void assertGradients(Layer model) {
    assertGradients(model, Networks.CROSS_ENTROPY);
  }

  private void assertGradients(Layer model, Loss loss) {
    Network network = Networks.of(examples, GradientCheck.withInputs(model), loss);
    GradientReport report =
        GradientCheck.run(
            network, examples, Numbers.firstRows(ROWS), GradientCheck.Settings.DEFAULT);
    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.rows()).allSatisfy(row -> assertThat(row.checked()).isPositive());
  }

  @Test
  void gradientsOfAValueThatIsUsedTwiceAddUp() {
    assertGradients((scope, x) -> {
      Value h = x.matmul(weight(scope, FEATURES, 3)).tanh();
      return h.times(h).plus(h.sin()).plus(h);
    });
  }

  @Test
  void gradientsOfAParameterSharedByTwoLayersAddUp() {
    assertGradients((scope, x) -> {
      Value w = weight(scope, FEATURES, FEATURES);
      return x.matmul(w).tanh().matmul(w).columns(0, 3);
    });
  }

  @Test
  void gradientsFlowAroundAndThroughAResidualBlock() {
    assertGradients((scope, x) -> {
      Value h = Networks.linear(scope.child("in"), x, 4);
      Value block = Networks.linear(scope.child("block"), h, 4).tanh();
      return h.plus(block).plus(h.plus(block).sigmoid()).columns(1, 3);
    });
  }

  @Test
  void noGradientFlowsThroughADetachedValue() {
    Layer model =
        (scope, x) -> {
          Value h = x.matmul(weight(scope, FEATURES, 3));
          return h.times(h.detached());
        };
    Network network = Networks.of(examples, model, Networks.SUM);
    try (Trial trial = new Trial("reference", network, examples, ROWS)) {
      double[] gradient = trial.step(0, 1, 2, 3, 4).gradient("weight");
      // Half of the gradient of the square.
      Network square =
          Networks.of(
              examples,
              (scope, x) -> x.matmul(weight(scope, FEATURES, 3)).square().times(0.5),
              Networks.SUM);
      try (Trial other = new Trial("reference", square, examples, ROWS)) {
        assertThat(gradient)
            .containsExactly(other.step(0, 1, 2, 3, 4).gradient("weight"), within(1e-15));
      }
    }
  }

  @Test
  void reshapedValuesShareMemoryAndGradients() {
    assertGradients((scope, x) -> {
      Value h = x.matmul(weight(scope, FEATURES, FEATURES)).reshape(Shape.examples(2, 3));
      return h.tanh().reshape(Shape.examples(3, 2)).flatten().columns(0, 3);
    });
  }

  @Test
  void reshapedValuesKeepGradientsApartWhereTheOriginalIsUsedToo() {
    assertGradients((scope, x) -> {
      Value h = x.matmul(weight(scope, FEATURES, FEATURES));
      Value other = h.reshape(Shape.examples(3, 2));
      return other.sin().flatten().plus(h.square()).plus(other.flatten()).columns(2, 3);
    });
  }

  @Test
  void parametersMayBeReshapedAndUsedAsTheyAre() {
    assertGradients((scope, x) -> {
      Value w = weight(scope, 3, FEATURES);
      Value turned = w.reshape(Shape.of(FEATURES, 3));
      return x.matmul(turned).plus(w.square().sum()).plus(turned.sin().sum());
    });
  }

  @Test
  void columnsAndBesideAreInverse() {
    Layer model =
        (scope, x) -> {
          Value h = x.matmul(weight(scope, FEATURES, FEATURES));
          return h.columns(0, 2).beside(h.columns(2, 4)).columns(3, 3).tanh();
        };
    assertGradients(model);
    Layer direct = (scope, x) -> x.matmul(weight(scope, FEATURES, FEATURES)).columns(3, 3).tanh();
    assertSame(model, direct);
  }

  private void assertSame(Layer one, Layer other) {
    int[] rows = Numbers.firstRows(ROWS);
    try (Trial first =
            new Trial("reference", Networks.of(examples, one, Networks.SUM), examples, ROWS);
        Trial second =
            new Trial("reference", Networks.of(examples, other, Networks.SUM), examples, ROWS)) {
      // The second step shows what the first one left behind.
      first.step(rows);
      Trial.Step expected = second.step(rows);
      Trial.Step actual = first.step(rows);
      assertThat(actual.losses()).containsExactly(expected.losses(), within(1e-14));
      expected
          .gradients()
          .forEach((name, gradient) ->
              assertThat(actual.gradient(name)).containsExactly(gradient, within(1e-14)));
    }
  }

  @Test
  void anOpOverRowsEqualsItsComposition() {
    Layer op =
        (scope, x) -> {
          Value h = x.matmul(weight(scope, FEATURES, 4));
          Value w = scope.parameter("w", Shape.of(1, 4), Networks.CENTERED);
          return x.graph().apply(new Norm.WeightedSquares(), h, w);
        };
    Layer composed =
        (scope, x) -> {
          Value h = x.matmul(weight(scope, FEATURES, 4));
          Value w = scope.parameter("w", Shape.of(1, 4), Networks.CENTERED);
          return h.square().times(w).sumRows();
        };
    assertSame(op, composed);
    assertGradients(op, Networks.SUM);
  }

  @Test
  void anOpOverKernelsEqualsItsComposition() {
    Layer op =
        (scope, x) -> {
          Value h = x.matmul(weight(scope, FEATURES, 4));
          return x.graph().apply(new Norm.Product(1), h, h.sin());
        };
    Layer composed =
        (scope, x) -> {
          Value h = x.matmul(weight(scope, FEATURES, 4));
          return h.times(h.sin());
        };
    assertSame(op, composed);
    assertGradients(op, Networks.SUM);
  }

  @Test
  void opsMayUseTheGradientOfTheirOutputAsScratch() {
    assertSame(
        (scope, x) ->
            x.graph().apply(new Norm.Scratch(), x.matmul(weight(scope, FEATURES, 4)).tanh()),
        (scope, x) -> x.matmul(weight(scope, FEATURES, 4)).tanh().times(2));
    Loss scratch = (scores, _) -> scores.graph().apply(new Norm.Scratch(), scores.sumRows());
    Network network =
        Networks.of(examples, (scope, x) -> x.matmul(weight(scope, FEATURES, 2)), scratch);
    try (Trial trial = new Trial("reference", network, examples, ROWS)) {
      double[] first = trial.step(0, 1, 2).gradient("weight");
      assertThat(trial.step(0, 1, 2).gradient("weight")).containsExactly(first);
    }
  }

  @Test
  void anOpWithoutGradientSaysSo() {
    Network network =
        Networks.of(
            examples,
            (scope, x) -> x.matmul(weight(scope, FEATURES, 4)),
            (scores, _) -> scores.graph().apply(new Norm.Unfinished(), scores));
    try (Trial trial = new Trial("reference", network, examples, ROWS)) {
      assertThatThrownBy(() -> trial.step(0, 1))
          .isInstanceOf(ComponentException.class)
          .hasMessage(
              "loss: op 'Unfinished' of [2, 4], backward: there is none; implement backward, or"
                  + " override isDifferentiable if no gradient flows");
    }
  }

  @Test
  void scaleAndShiftGetNoGradientAndLeaveThatOfOthersAlone() {
    Layer model =
        (scope, x) -> {
          Value p = scope.parameter("p", Shape.of(1, FEATURES), Networks.POSITIVE);
          return x.times(p).scaled(p, p);
        };
    Layer detached =
        (scope, x) -> {
          Value p = scope.parameter("p", Shape.of(1, FEATURES), Networks.POSITIVE);
          return x.times(p).times(p.detached()).plus(p.detached());
        };
    assertSame(model, detached);
  }

  @Test
  void aSumOverExamplesMixesThemAndARowDoesNot() {
    Network rows = Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY);
    Network mixed =
        Networks.of(
            examples,
            (scope, x) -> x.matmul(weight(scope, FEATURES, 3)),
            (scores, _) -> scores.minus(scores.sum().times(1.0 / ROWS)).square().sumRows());
    assertThat(rows.graph().mixesExamples(rows.losses())).isFalse();
    assertThat(mixed.graph().mixesExamples(mixed.losses())).isTrue();
    assertGradients(
        (scope, x) -> x.matmul(weight(scope, FEATURES, 3)).tanh(),
        (scores, _) -> scores.minus(scores.sum().times(1.0 / ROWS)).square().sumRows());
  }
}

package dev.gatun.tests.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Call;
import dev.gatun.api.graph.Op;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Binary;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.plugins.loss.L2;
import dev.gatun.plugins.model.Relu;
import dev.gatun.tests.pipeline.Networks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Gradients of small functions that can be worked out by hand, as courses do.
final class GradientExamplesTest {
  private static final double EXACT = 1e-14;

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private static Fixture.Block block(int rows, double... numbers) {
    return new Fixture.Block(Shape.of(rows, numbers.length / rows), numbers);
  }

  private Examples examples(Fixture.Block inputs, Fixture.Block values) {
    return new Examples(
        inputs.tensor(data),
        Optional.empty(),
        new Targets.Values(values.tensor(data)),
        Optional.empty());
  }

  /// {@return output and gradients of the sum of the outputs, each times an upstream gradient}
  private Map<String, double[]> passes(
      Layer model,
      Fixture.Block inputs,
      Fixture.Block upstream,
      Map<String, Fixture.Block> weights) {
    return Passes.of(
            "reference",
            new Passes.Subject(
                model,
                (scores, target) -> scores.times(target.values()).sumRows(),
                examples(inputs, upstream),
                weights,
                true))
        .results();
  }

  private static void assertNumbers(
      Map<String, double[]> results, String name, double tolerance, double... expected) {
    assertThat(Closeness.at(results, name)).as(name).containsExactly(expected, within(tolerance));
  }

  private static Value weight(Scope scope, String name, int rows, int columns) {
    return scope.parameter(name, Shape.of(rows, columns), Networks.CENTERED);
  }

  @Test
  void sumTimesNumber() {
    Layer f = (_, x) -> x.columns(0, 1).plus(x.columns(1, 1)).times(x.columns(2, 1));
    var results = passes(f, block(1, -2, 5, -4), block(1, 1), Map.of());
    assertNumbers(results, "output", EXACT, -12);
    assertNumbers(results, GradientCheck.INPUTS, EXACT, -4, -4, 3);
  }

  @Test
  void sigmoidGate() {
    Layer gate =
        (scope, x) -> {
          Value w = weight(scope, "w", 1, 3);
          return x.times(w.columns(0, 2)).sumRows().plus(w.columns(2, 1)).sigmoid();
        };
    var results = passes(gate, block(1, -1, -2), block(1, 1), Map.of("w", block(1, 2, -3, -3)));
    assertNumbers(results, "output", 0.005, 0.73);
    assertNumbers(results, "w", 0.005, -0.20, -0.39, 0.20);
    assertNumbers(results, GradientCheck.INPUTS, 0.005, 0.39, -0.59);
    double y = 1 / (1 + Math.exp(-1));
    double slope = y * (1 - y);
    assertNumbers(results, "output", EXACT, y);
    assertNumbers(results, "w", EXACT, -slope, -2 * slope, slope);
    assertNumbers(results, GradientCheck.INPUTS, EXACT, 2 * slope, -3 * slope);
  }

  /// With w₁ = 1 the output is 10, and a target of 2 leaves a difference of 8.
  @Test
  void rectifierBetweenTwoWeights() {
    Layer model =
        (scope, x) -> x.times(weight(scope, "w1", 1, 1)).relu().times(weight(scope, "w2", 1, 1));
    var subject =
        new Passes.Subject(
            model,
            new L2(),
            examples(block(1, 5), block(1, 2)),
            Map.of("w1", block(1, 1), "w2", block(1, 2)),
            true);
    Map<String, double[]> results = Passes.of("reference", subject).results();
    assertNumbers(results, "losses", EXACT, 32);
    assertNumbers(results, "w1", EXACT, 80);
    assertNumbers(results, "w2", EXACT, 40);
  }

  @Test
  void rectifierStopsGradients() {
    var results = passes(new Relu(), block(1, 1, -2, 3, -1), block(1, 4, -1, 5, 9), Map.of());
    assertNumbers(results, "output", EXACT, 1, 0, 3, 0);
    assertNumbers(results, GradientCheck.INPUTS, EXACT, 4, 0, 5, 0);
  }

  /// dL/dx is dL/dy·wᵀ, dL/dw is xᵀ·dL/dy.
  @Test
  void matrixProduct() {
    var results =
        passes(
            (scope, x) -> x.matmul(weight(scope, "w", 3, 4)),
            block(2, 2, 1, -3, -3, 4, 2),
            block(2, 2, 3, -3, 9, -8, 1, 4, 6),
            Map.of("w", block(3, 3, 2, 1, -1, 2, 1, 3, 2, 3, 2, 1, -2)));
    assertNumbers(results, "output", EXACT, -1, -1, 2, 6, 5, 2, 11, 7);
    assertNumbers(results, GradientCheck.INPUTS, EXACT, 0, 16, -9, -24, 9, -30);
    assertNumbers(results, "w", EXACT, 28, 3, -18, 0, -30, 7, 13, 33, -22, -7, 17, -15);
  }

  /// A product that keeps its operands for the backward pass, as an author may write it.
  private record Multiply() implements Op {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    @Override
    public List<Shape> saved(List<Shape> inputs) {
      return inputs;
    }

    @Override
    public void forward(Call call) {
      for (int i = 0; i < 2; i++) {
        call.kernels().axpby(1, call.input(i), 0, call.saved(i));
      }
      call.kernels().binary(Binary.TIMES, call.saved(0), call.saved(1), call.output());
    }

    @Override
    public void backward(Call call) {
      for (int i = 0; i < 2; i++) {
        if (call.needsGradient(i)) {
          call.kernels()
              .binary(
                  Binary.TIMES, call.outputGradient(), call.saved(1 - i), call.inputGradient(i));
        }
      }
    }
  }

  @Test
  void multiplyOfAnAuthor() {
    var results =
        passes(
            (_, x) -> x.graph().apply(new Multiply(), x.columns(0, 2), x.columns(2, 2)),
            block(2, 3, -1, 4, 2, 0.5, 7, -2, 1.5),
            block(2, 1, 2, -3, 1),
            Map.of());
    assertNumbers(results, "output", EXACT, 12, -2, -1, 10.5);
    assertNumbers(results, GradientCheck.INPUTS, EXACT, 4, 4, 3, -2, 6, 1.5, -1.5, 7);
  }
}

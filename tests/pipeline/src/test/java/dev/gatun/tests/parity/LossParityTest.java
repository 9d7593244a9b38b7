package dev.gatun.tests.parity;

import dev.gatun.api.Loss;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Losses give what PyTorch's give for each example, with the gradients with respect to the scores.
/// How examples are put together is the framework's: where PyTorch divides by a sum of class
/// weights, or hinge by the number of classes, the documentation of the loss says so.
final class LossParityTest {
  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  static List<Fixture> cases() {
    return Fixture.all("losses");
  }

  private Passes.Subject subject(Fixture fixture) {
    return new Passes.Subject(
        (_, x) -> x, loss(fixture), fixture.examples(data, "scores", "values"), Map.of(), true);
  }

  /// {@return the loss; where something was hidden, of values with the mask beside them}
  private static Loss loss(Fixture fixture) {
    Loss loss = Parity.component(fixture, Loss.class);
    if (!fixture.has("mask")) {
      return loss;
    }
    return (scores, target) -> {
      Value both = target.values();
      int outputs = both.features() / 2;
      Value mask = both.columns(outputs, outputs);
      return loss.of(scores, target.withValues(both.columns(0, outputs)).withMask(mask));
    };
  }

  private static Map<String, double[]> expected(Fixture fixture) {
    return Map.of(
        "losses",
        fixture.block("losses").numbers(),
        GradientCheck.INPUTS,
        fixture.block("scoreGradient").numbers());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inFloat64(Fixture fixture) {
    Parity.assertExact(subject(fixture), expected(fixture));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inFloat32(Fixture fixture) {
    Parity.assertBounded(subject(fixture), expected(fixture));
  }
}

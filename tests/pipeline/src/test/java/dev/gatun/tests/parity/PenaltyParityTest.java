package dev.gatun.tests.parity;

import dev.gatun.api.Layer;
import dev.gatun.api.Penalty;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Penalties of a parameter are the norms that PyTorch computes, and their gradients those that it
/// derives: PyTorch itself has no penalties but an optimizer's weight decay.
final class PenaltyParityTest {
  private static final String PARAMETER = "parameter";

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  static List<Fixture> cases() {
    return Fixture.all("penalties");
  }

  /// One example of a 0 that the penalty is added to.
  private Passes.Subject subject(Fixture fixture) {
    Penalty penalty = Parity.component(fixture, Penalty.class);
    Fixture.Block numbers = fixture.block(PARAMETER);
    Layer model =
        (scope, x) -> {
          Value parameter = scope.parameter(PARAMETER, numbers.shape(), (_, _, _) -> {});
          return x.plus(penalty.of(parameter));
        };
    Examples zero =
        new Examples(
            Numbers.filled(data, Shape.of(1, 1), _ -> 0),
            Optional.empty(),
            new Targets.None(),
            Optional.empty());
    return new Passes.Subject(model, Networks.SUM, zero, Map.of(PARAMETER, numbers), true);
  }

  private static Map<String, double[]> expected(Fixture fixture) {
    return Map.of(
        "output", fixture.block("cost").numbers(), PARAMETER, fixture.block("gradient").numbers());
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

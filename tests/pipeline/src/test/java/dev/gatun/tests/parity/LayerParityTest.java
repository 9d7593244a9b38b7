package dev.gatun.tests.parity;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.tests.pipeline.Networks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Layers and activations give what PyTorch's give: outputs, gradients with respect to inputs and
/// parameters, and states.
final class LayerParityTest {
  /// Each output times the gradient that PyTorch was given for it.
  private static final Loss UPSTREAM =
      (scores, target) -> scores.flatten().times(target.values().flatten()).sumRows();

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  static List<Fixture> cases() {
    return Fixture.all("layers");
  }

  private Passes.Subject subject(Fixture fixture) {
    Map<String, Fixture.Block> tensors = new LinkedHashMap<>(fixture.blocks("parameters"));
    tensors.putAll(fixture.blocks("states"));
    boolean training = fixture.flag("training");
    return new Passes.Subject(
        Parity.component(fixture, Layer.class),
        training ? UPSTREAM : Networks.SUM,
        fixture.examples(data, "input", "upstream"),
        tensors,
        training);
  }

  private static Map<String, double[]> expected(Fixture fixture) {
    Map<String, double[]> expected = new LinkedHashMap<>();
    expected.put("output", fixture.block("output").numbers());
    if (fixture.flag("training")) {
      expected.put(GradientCheck.INPUTS, fixture.block("inputGradient").numbers());
      fixture.blocks("gradients").forEach((name, block) -> expected.put(name, block.numbers()));
      fixture.blocks("statesAfter").forEach((name, block) -> expected.put(name, block.numbers()));
    }
    return expected;
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

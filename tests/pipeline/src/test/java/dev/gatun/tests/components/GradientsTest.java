package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Penalty;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import dev.gatun.plugins.collect.OneHot;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Description;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of every layer, loss and penalty that is installed agrees with differences.
final class GradientsTest {
  private static final int COUNT = 6;

  private static final Components COMPONENTS =
      Components.load(GradientsTest.class.getClassLoader());

  /// Options a component cannot do without, which a test has to choose.
  private static final Map<String, String> OPTIONS =
      Map.of(
          "layer linear", "units: 4",
          "layer gated", "units: 4",
          "layer sequential", "layers: [{type: linear, units: 5}, tanh, {type: linear, units: 3}]");

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, COUNT, 5, 3, -1, 1);

  @AfterEach
  void close() {
    data.close();
  }

  private static Stream<String> names(String kind) {
    return Objects.requireNonNull(COMPONENTS.all().get(kind)).stream().map(Description::name);
  }

  static Stream<String> layers() {
    return names("layer");
  }

  static Stream<String> losses() {
    return names("loss");
  }

  static Stream<String> penalties() {
    return names("penalty");
  }

  private static <K> K component(Class<K> kind, String kindName, String name) {
    String key = kindName + " " + name;
    String options = OPTIONS.get(key);
    if (options == null) {
      assertThat(open(kindName, name))
          .as("options without a default; add an entry for '%s' to OPTIONS of this test", key)
          .isEmpty();
    }
    String yaml = "{type: %s%s}".formatted(name, options == null ? "" : ", " + options);
    return new Decoder(COMPONENTS, Path.of("")).component(yaml, kind, "test");
  }

  private static List<String> open(String kind, String name) {
    return COMPONENTS.describe(name).stream()
        .filter(description -> description.kind().equals(kind))
        .flatMap(description -> description.options().stream())
        .filter(option -> option.required() || option.defaultValue().equals("auto"))
        .map(Description.Setting::name)
        .toList();
  }

  private void assertAgrees(Network network) {
    GradientReport report =
        GradientCheck.run(
            network, examples, Numbers.firstRows(COUNT), GradientCheck.Settings.DEFAULT);
    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.rows()).isNotEmpty().allMatch(row -> row.checked() > 0);
  }

  /// Inputs are checked too, so that layers without parameters are.
  @ParameterizedTest
  @MethodSource("layers")
  void ofLayers(String name) {
    Layer layer = component(Layer.class, "layer", name);
    Loss squares = (scores, _) -> scores.flatten().square().sumRows();
    assertAgrees(Networks.of(examples, GradientCheck.withInputs(layer), squares));
  }

  /// The target has classes and values, for losses of either sort.
  @ParameterizedTest
  @MethodSource("losses")
  void ofLosses(String name) {
    Loss loss = component(Loss.class, "loss", name);
    Layer model = (scope, x) -> Networks.linear(scope, x, 3);
    assertAgrees(
        Network.prepare(examples, List.of(Networks.named("one-hot", new OneHot())))
            .model(model)
            .losses(List.of(Networks.named(name, loss))));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void ofPenalties(String name) {
    Penalty penalty = component(Penalty.class, "penalty", name);
    Loss nothing = (scores, _) -> scores.sumRows().times(0);
    assertAgrees(
        Networks.of(
                examples,
                (scope, x) -> {
                  Shape shape = Shape.of(5, 3);
                  Value w = scope.child("only").parameter("weight", shape, Networks.CENTERED);
                  return x.matmul(w);
                },
                nothing)
            .penalties(List.of(Networks.named(name, penalty))));
  }

  @Test
  void theBuiltInComponentsAreFound() {
    assertThat(layers()).contains("dropout", "linear", "relu", "sequential", "sigmoid", "tanh");
    assertThat(losses()).contains("cross-entropy", "l2");
    assertThat(penalties()).contains("l1", "l2");
  }
}

package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Loss;
import dev.gatun.api.Penalty;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Target;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradient of every loss and penalty that is installed agrees with differences; of layers see
/// [LayerGradientsTest].
final class GradientsTest {
  private static final int COUNT = 6;

  private static final Components COMPONENTS =
      Components.load(GradientsTest.class.getClassLoader());

  /// Options a component cannot do without, which a test has to choose.
  private static final Map<String, String> OPTIONS = Map.of();

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, COUNT, 5, 3, -1, 1);

  @AfterEach
  void close() {
    data.close();
  }

  private static Stream<Description> all(String kind) {
    return Objects.requireNonNull(COMPONENTS.all().get(kind)).stream();
  }

  static Stream<String> losses() {
    return all("loss").flatMap(GradientsTest::variants);
  }

  /// Losses that tell two classes apart by one score, which no transform hides.
  static Stream<String> lossesOfOneScore() {
    try (Workspace workspace = Workspace.open("two classes")) {
      Target two = new Graph().target(Numbers.classes(workspace, COUNT, 5, 2, -1, 1));
      return losses()
          .filter(yaml -> !yaml.contains("over: "))
          .filter(yaml -> component(Loss.class, yaml).outputs(two).equals(Optional.of(1)))
          .toList()
          .stream();
    }
  }

  static Stream<String> penalties() {
    return all("penalty").flatMap(GradientsTest::variants);
  }

  private static Stream<String> variants(Description component) {
    String key = component.kind() + " " + component.name();
    String options = OPTIONS.get(key);
    if (options == null) {
      assertThat(open(component))
          .as("options without a default; add an entry for '%s' to OPTIONS of this test", key)
          .isEmpty();
    }
    return Variants.of(component, options == null ? "" : options).stream();
  }

  private static <K> K component(Class<K> kind, String yaml) {
    return new Decoder(COMPONENTS, Path.of("")).component(yaml, kind, "test");
  }

  private static List<String> open(Description component) {
    return component.options().stream()
        .filter(option -> option.required() || option.defaultValue().equals("auto"))
        .map(Description.Setting::name)
        .toList();
  }

  private void assertAgrees(Network network) {
    assertAgrees(network, examples);
  }

  private static void assertAgrees(Network network, Examples examples) {
    GradientReport report =
        GradientCheck.run(
            network, examples, Numbers.firstRows(COUNT), GradientCheck.Settings.DEFAULT);
    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.rows()).isNotEmpty().allMatch(row -> row.checked() > 0);
  }

  /// The target has classes, values and a mask, for losses of any sort.
  @ParameterizedTest
  @MethodSource("losses")
  void ofLosses(String yaml) {
    Transform mask =
        (_, sample) -> {
          Value hidden = sample.inputs().columns(0, 3).above(0, 1);
          return new Sample(sample.inputs(), sample.range(), sample.target().withMask(hidden));
        };
    assertAgrees(
        Network.prepare(
                examples,
                List.of(Networks.named("one-hot", new OneHot()), Networks.named("mask", mask)))
            .model((scope, x) -> Networks.linear(scope, x, 3))
            .losses(List.of(Networks.named("loss", component(Loss.class, yaml)))));
  }

  @ParameterizedTest
  @MethodSource("lossesOfOneScore")
  void ofLossesOfOneScore(String yaml) {
    Examples two = Numbers.classes(data, COUNT, 5, 2, -1, 1);
    Loss loss = component(Loss.class, yaml);
    assertAgrees(Networks.of(two, (scope, x) -> Networks.linear(scope, x, 1), loss), two);
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void ofPenalties(String yaml) {
    Penalty penalty = component(Penalty.class, yaml);
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
            .penalties(List.of(Networks.named("penalty", penalty))));
  }

  @Test
  void theBuiltInComponentsAreFound() {
    assertThat(losses()).contains("{type: cross-entropy}", "{type: huber, over: hidden}");
    assertThat(lossesOfOneScore()).contains("{type: soft-margin}");
    assertThat(penalties()).contains("{type: l1}", "{type: elastic-net}");
  }
}

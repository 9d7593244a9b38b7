package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.Description;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradients of every layer that is installed, with respect to parameters and inputs, agree
/// with differences: in each mode it has, on rows and on images if it takes them.
final class LayerGradientsTest {
  private static final int COUNT = 4;

  private static final Components COMPONENTS =
      Components.load(LayerGradientsTest.class.getClassLoader());

  /// What layers are given.
  private static final List<Shape> INPUTS =
      List.of(Shape.of(COUNT, 6), Shape.of(COUNT, 2, 4, 5), Shape.of(COUNT, 4, 2, 2));

  private static final Map<String, String> BASES =
      Map.of(
          "linear", "units: 4",
          "gated", "units: 4",
          "convolution", "channels: 4",
          "transposed-convolution", "channels: 4",
          "reshape", "shape: [2, 2, 10]",
          "residual", "branch: [tanh, batch-norm]",
          "sequential", "layers: [{type: linear, units: 5}, tanh, {type: linear, units: 3}]");

  private static final Map<String, List<String>> MORE =
      Map.of(
          "convolution",
          List.of(
              "channels: 3, kernel: 2, padding: same",
              "channels: 4, kernel: 2, stride: 2, padding: 1, groups: 2, initializer: torch-default",
              "channels: 2, kernel: 1, bias: false",
              "channels: 2, kernel: 2, dilation: 2, padding: 1"),
          "transposed-convolution",
          List.of(
              "channels: 2, kernel: 3, stride: 2, padding: 1, output-padding: 1, groups: 2",
              "channels: 3, kernel: 2, dilation: 2, bias: false"),
          "max-pool",
          List.of(
              "kernel: 3, stride: 1, padding: 1", "kernel: 2, dilation: 2, stride: 1, padding: 1"),
          "average-pool",
          List.of("kernel: 3, stride: 2, padding: 1, count-padding: false"),
          "adaptive-average-pool",
          List.of("height: 2, width: 2", "height: 3, width: 3"),
          "adaptive-max-pool",
          List.of("height: 2, width: 2", "height: 3, width: 3"),
          "upsample",
          List.of("scale: 3, mode: bilinear, align-corners: true"),
          "pad",
          List.of("border: [1, 0, 1, 1], mode: reflect"),
          "residual",
          List.of("branch: {type: linear, units: 3}, shortcut: {type: linear, units: 3}"),
          "maxout",
          List.of("pieces: 2"));

  /// Each number has a part of its own in the loss, and no normalization leaves it as it is.
  private static final Loss WAVES =
      (scores, _) -> {
        Value flat = scores.flatten();
        double[] phases = IntStream.range(0, flat.features()).mapToDouble(j -> 0.7 * j).toArray();
        return flat.plus(flat.graph().constants(phases)).sin().sumRows();
      };

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  /// {@return YAML of every installed layer: as `BASES` says or with its defaults, with each choice
  /// of its options, and as `MORE` says}
  static Stream<String> layers() {
    return Objects.requireNonNull(COMPONENTS.all().get("layer")).stream()
        .flatMap(LayerGradientsTest::variants);
  }

  private static Stream<String> variants(Description layer) {
    String name = layer.name();
    String base = BASES.getOrDefault(name, "");
    if (base.isEmpty()) {
      assertThat(layer.options().stream().filter(LayerGradientsTest::isOpen))
          .as("options without a default; add an entry for '%s' to BASES of this test", name)
          .isEmpty();
    }
    return Stream.concat(
        Variants.of(layer, base).stream(),
        MORE.getOrDefault(name, List.of()).stream()
            .map(options -> "{type: %s, %s}".formatted(name, options)));
  }

  private static boolean isOpen(Description.Setting option) {
    return option.required() || option.defaultValue().equals("auto");
  }

  /// Inputs are checked too, so that layers without parameters are.
  @ParameterizedTest
  @MethodSource("layers")
  void equalDifferences(String yaml) {
    Layer layer = new Decoder(COMPONENTS, Path.of("")).component(yaml, Layer.class, "test");
    List<Shape> accepted = new ArrayList<>();
    for (Shape shape : INPUTS) {
      Examples examples =
          new Examples(
              Numbers.uniform(data, shape, -1, 1),
              Optional.empty(),
              Numbers.labels(data, COUNT, 3),
              Optional.empty());
      Optional<Network> network = network(examples, GradientCheck.withInputs(layer));
      if (network.isPresent()) {
        accepted.add(shape);
        GradientReport report =
            GradientCheck.run(
                network.get(), examples, Numbers.firstRows(COUNT), GradientCheck.Settings.DEFAULT);
        assertThat(report.passed()).as("%s on %s%n%s", yaml, shape, report.table()).isTrue();
        assertThat(report.rows()).isNotEmpty().allMatch(row -> row.checked() > 0);
      }
    }
    assertThat(accepted).as("inputs that '%s' takes; add one to INPUTS", yaml).isNotEmpty();
  }

  /// {@return the network; empty if the layer does not take such inputs}
  private static Optional<Network> network(Examples examples, Layer layer) {
    try {
      return Optional.of(Networks.of(examples, layer, WAVES));
    } catch (ComponentException e) {
      assertThat(e).hasCauseInstanceOf(ShapeMismatchException.class);
      return Optional.empty();
    }
  }

  @Test
  void theBuiltInLayersAreFound() {
    assertThat(layers())
        .contains("{type: elu}", "{type: rrelu}", "{type: batch-norm, affine: false}")
        .contains("{type: gelu}", "{type: gelu, approximation: tanh}")
        .contains("{type: linear, units: 4, bias: false}", "{type: upsample, mode: bilinear}")
        .hasSizeGreaterThan(70);
  }
}

package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Range;
import dev.gatun.api.Transform;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.collect.Standardize.Per;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransformsTest {
  private static final Range UNIT = new Range(0, 1);
  private static final Scale SCALE = new Scale(UNIT, Optional.empty());

  private final Workspace workspace = Workspace.open("test");

  @AfterEach
  void close() {
    workspace.close();
  }

  private Examples images(int channels, int... pixels) {
    int count = pixels.length / (4 * channels);
    Tensor inputs = Numbers.bytes(workspace, Shape.of(count, channels, 2, 2), pixels);
    return new Examples(
        inputs, Optional.of(new Range(0, 255)), new Targets.None(), Optional.empty());
  }

  private Examples rows(int features, double... numbers) {
    Tensor inputs =
        Numbers.floats(workspace, Shape.of(numbers.length / features, features), numbers);
    return new Examples(inputs, Optional.empty(), new Targets.None(), Optional.empty());
  }

  private static void isInverted(Examples examples, Transform... transforms) {
    try (Prepared prepared = Prepared.of(examples, transforms)) {
      double[] original = prepared.evaluate(prepared.network.originalInputs().orElseThrow());
      assertThat(original).containsExactly(Numbers.of(examples.inputs()), within(1e-9));
    }
  }

  @Test
  void scaleMapsTheRangeOfTheData() {
    Examples examples = images(1, 0, 51, 102, 255);
    try (Prepared prepared = Prepared.of(examples, SCALE)) {
      assertThat(prepared.evaluate(prepared.inputs()))
          .containsExactly(new double[] {0, 0.2, 0.4, 1}, within(1e-12));
      assertThat(prepared.network.prepared().range()).contains(UNIT);
    }
    Range symmetric = new Range(-1, 1);
    try (Prepared prepared = Prepared.of(examples, new Scale(symmetric, Optional.empty()))) {
      assertThat(prepared.evaluate(prepared.inputs()))
          .containsExactly(new double[] {-1, -0.6, -0.2, 1}, within(1e-12));
    }
    isInverted(examples, new Scale(symmetric, Optional.empty()));
  }

  @Test
  void scaleMayBeToldTheRange() {
    Examples examples = rows(2, -10, 0, 10, 30);
    Scale scale = new Scale(UNIT, Optional.of(new Range(-10, 30)));
    try (Prepared prepared = Prepared.of(examples, scale)) {
      assertThat(prepared.evaluate(prepared.inputs()))
          .containsExactly(new double[] {0, 0.25, 0.5, 1}, within(1e-12));
    }
    isInverted(examples, scale);
  }

  @Test
  void scaleIsPartOfGathering() {
    try (Prepared prepared = Prepared.of(images(1, 0, 51, 102, 255), SCALE)) {
      assertThat(prepared.operations(prepared.inputs()))
          .doesNotContain("Scaled")
          .contains("Inputs");
    }
  }

  @Test
  void scaleNeedsARange() {
    Examples examples = rows(1, 1, 2);
    assertThatThrownBy(() -> Prepared.of(examples, SCALE))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "collect.transforms.t0: the inputs must come from a known interval, got data without"
                + " one; set 'from', or use standardize (input [n, 1])");
  }

  @Test
  void standardizeBringsFeaturesToMeanZeroAndDeviationOne() {
    Examples examples = rows(3, 1, 5, 100, 2, 5, 200, 3, 5, 300);
    try (Prepared prepared = Prepared.of(examples, new Standardize(Per.FEATURE))) {
      double root = Math.sqrt(1.5);
      assertThat(prepared.evaluate(prepared.inputs()))
          .containsExactly(new double[] {-root, 0, -root, 0, 0, 0, root, 0, root}, within(1e-12));
      assertThat(prepared.operations(prepared.inputs())).doesNotContain("Scaled");
    }
    isInverted(examples, new Standardize(Per.FEATURE));
  }

  @Test
  void standardizeLearnsFromTheTrainingRowsOnly() {
    Examples examples = rows(1, 1, 1000, 3, -1000);
    try (Prepared prepared =
        new Prepared(examples, new int[] {0, 2}, new Standardize(Per.FEATURE))) {
      assertThat(prepared.learned("transforms.t0.scale")).containsExactly(1);
      assertThat(prepared.learned("transforms.t0.shift")).containsExactly(-2);
      assertThat(prepared.evaluate(prepared.inputs())).containsExactly(-1, 998, 1, -1002);
    }
  }

  @Test
  void standardizeMayPoolChannelsOrEverything() {
    Examples examples = images(2, 0, 2, 4, 6, 10, 30, 10, 30);
    try (Prepared prepared = Prepared.of(examples, new Standardize(Per.CHANNEL))) {
      double root = Math.sqrt(5);
      assertThat(prepared.evaluate(prepared.inputs()))
          .containsExactly(
              new double[] {-3 / root, -1 / root, 1 / root, 3 / root, -1, 1, -1, 1}, within(1e-12));
    }
    isInverted(examples, new Standardize(Per.CHANNEL));
    try (Prepared prepared = Prepared.of(examples, new Standardize(Per.ALL))) {
      double[] numbers = prepared.evaluate(prepared.inputs());
      assertThat(Arrays.stream(numbers).sum()).isCloseTo(0, within(1e-12));
      assertThat(Arrays.stream(numbers).map(x -> x * x).sum()).isCloseTo(8, within(1e-12));
    }
    isInverted(examples, new Standardize(Per.ALL));
    Examples table = rows(2, 1, 2);
    assertThatThrownBy(() -> Prepared.of(table, new Standardize(Per.CHANNEL)))
        .hasMessage(
            "collect.transforms.t0: per: channel must be given images [n, channels, height, width],"
                + " got [n, 2]; use per: feature (input [n, 2])");
  }

  @Test
  void flattenMergesAxes() {
    Examples examples = images(2, 0, 2, 4, 6, 10, 30, 10, 30);
    try (Prepared prepared = Prepared.of(examples, new Flatten())) {
      assertThat(prepared.inputs().shape()).isEqualTo(Shape.examples(8));
      assertThat(prepared.network.originalInputs().orElseThrow().shape())
          .isEqualTo(Shape.examples(2, 2, 2));
    }
    isInverted(examples, SCALE, new Flatten(), new Standardize(Per.ALL));
  }

  @Test
  void oneHotMakesValuesOfLabels() {
    Examples examples =
        new Examples(
            Numbers.floats(workspace, Shape.of(2, 1), 5, 6),
            Optional.empty(),
            Numbers.classes(workspace, 3, 2, 0),
            Optional.empty());
    try (Prepared prepared = Prepared.of(examples, new OneHot())) {
      assertThat(prepared.evaluate(prepared.network.prepared().target().values()))
          .containsExactly(0, 0, 1, 1, 0, 0);
    }
    isInverted(examples, new OneHot());
    Examples without = rows(1, 1, 2);
    assertThatThrownBy(() -> Prepared.of(without, new OneHot()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("the data has no class labels;");
  }

  @Test
  void thePluginOffersEveryComponent() {
    assertThat(new CollectPlugin().components())
        .extracting(component -> component.getAnnotation(dev.gatun.api.Component.class).name())
        .containsExactly(
            "synthetic-digits",
            "mnist",
            "idx",
            "npy",
            "csv",
            "images",
            "spirals",
            "moons",
            "rings",
            "blobs",
            "xor",
            "random",
            "holdout",
            "scale",
            "standardize",
            "flatten",
            "polar",
            "one-hot",
            "mask");
  }
}

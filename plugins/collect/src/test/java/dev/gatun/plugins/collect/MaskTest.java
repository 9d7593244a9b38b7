package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Range;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Target;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.collect.Mask.Area;
import dev.gatun.plugins.collect.Mask.Side;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskTest {
  private static final int COUNT = 600;
  private static final int HEIGHT = 6;
  private static final int WIDTH = 8;
  private static final int PIXELS = HEIGHT * WIDTH;

  private final Workspace workspace = Workspace.open("test");

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Mask mask(Area area, double size) {
    return new Mask(area, size, Side.RANDOM, 0.25, 0, false);
  }

  private Examples images(int channels) {
    int[] pixels = IntStream.range(0, COUNT * channels * PIXELS).map(i -> 1 + i % 250).toArray();
    Tensor inputs = Numbers.bytes(workspace, Shape.of(COUNT, channels, HEIGHT, WIDTH), pixels);
    return new Examples(
        inputs, Optional.of(new Range(0, 255)), new Targets.None(), Optional.empty());
  }

  private static Target target(Prepared prepared) {
    return prepared.network.prepared().target();
  }

  private static double[] image(double[] masks, int example) {
    return Arrays.copyOfRange(masks, example * PIXELS, (example + 1) * PIXELS);
  }

  @Test
  void hidesASquareAnywhereInTheImage() {
    try (Prepared prepared = Prepared.of(images(1), mask(Area.SQUARE, 0.5))) {
      double[] masks = prepared.evaluate(target(prepared).mask());
      Set<Integer> corners = new HashSet<>();
      for (int example = 0; example < COUNT; example++) {
        double[] hidden = image(masks, example);
        int first = 0;
        while (hidden[first] == 0) {
          first++;
        }
        corners.add(first);
        double[] expected = new double[PIXELS];
        for (int i = 0; i < 3; i++) {
          Arrays.fill(expected, first + i * WIDTH, first + i * WIDTH + 3, 1);
        }
        assertThat(hidden).isEqualTo(expected);
      }
      assertThat(corners).hasSize((HEIGHT - 2) * (WIDTH - 2));
    }
  }

  @Test
  void theInputIsDamagedAndTheTargetWhole() {
    Examples examples = images(1);
    Mask half = new Mask(Area.HALF, 0.5, Side.LEFT, 0.5, 0, false);
    Scale scale = new Scale(new Range(0, 1), Optional.empty());
    try (Prepared prepared = Prepared.of(examples, scale, half)) {
      double[] whole = prepared.evaluate(target(prepared).values());
      double[] damaged = prepared.evaluate(prepared.inputs());
      double[] pixels = Numbers.of(examples.inputs());
      for (int i = 0; i < whole.length; i++) {
        assertThat(whole[i]).isCloseTo(pixels[i] / 255, within(1e-12));
        assertThat(damaged[i]).isEqualTo(i % WIDTH < WIDTH / 2 ? 0 : whole[i]);
      }
      assertThat(target(prepared).outputs()).contains(PIXELS);
      assertThat(prepared.network.prepared().range()).contains(new Range(0, 1));
      double[] original =
          prepared.evaluate(
              prepared.network.originalTarget(target(prepared).values()).orElseThrow());
      assertThat(original).containsExactly(pixels, within(1e-9));
    }
  }

  @Test
  void whatIsHiddenIsFilled() {
    Mask filled = new Mask(Area.HALF, 0.5, Side.BOTTOM, 0.5, -7, false);
    try (Prepared prepared = Prepared.of(images(1), filled)) {
      double[] damaged = prepared.evaluate(prepared.inputs());
      double[] first = image(damaged, 0);
      assertThat(Arrays.copyOfRange(first, PIXELS / 2, PIXELS)).containsOnly(-7);
      assertThat(Arrays.copyOf(first, PIXELS / 2)).doesNotContain(-7);
      assertThat(prepared.network.prepared().range()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void hidesHalfOfTheImage(Side side) {
    Mask half = new Mask(Area.HALF, 0.5, side, 0.5, 0, false);
    try (Prepared prepared = Prepared.of(images(1), half)) {
      double[] masks = prepared.evaluate(target(prepared).mask());
      Map<Side, Integer> counts = new EnumMap<>(Side.class);
      for (int example = 0; example < COUNT; example++) {
        double[] hidden = image(masks, example);
        assertThat(Arrays.stream(hidden).sum()).isEqualTo(PIXELS / 2);
        boolean top = hidden[0] == 1 && hidden[WIDTH - 1] == 1;
        boolean bottom = hidden[PIXELS - 1] == 1 && hidden[PIXELS - WIDTH] == 1;
        boolean left = hidden[0] == 1 && hidden[PIXELS - WIDTH] == 1;
        Side found = left ? Side.LEFT : top ? Side.TOP : bottom ? Side.BOTTOM : Side.RIGHT;
        counts.merge(found, 1, Integer::sum);
      }
      if (side == Side.RANDOM) {
        assertThat(counts).hasSize(4);
        assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(100, 200));
      } else {
        assertThat(counts).containsOnly(Map.entry(side, COUNT));
      }
    }
  }

  @Test
  void hidesPixelsAtRandomInAllChannelsAlike() {
    try (Prepared prepared = Prepared.of(images(3), mask(Area.RANDOM, 0.5))) {
      double[] masks = prepared.evaluate(target(prepared).mask());
      // 28,800 pixels: four standard deviations are 0.0102.
      assertThat(Arrays.stream(masks).average().orElse(0)).isCloseTo(0.25, within(0.0102));
      for (int example = 0; example < COUNT; example++) {
        assertThat(image(masks, 3 * example + 1)).isEqualTo(image(masks, 3 * example));
        assertThat(image(masks, 3 * example + 2)).isEqualTo(image(masks, 3 * example));
      }
    }
  }

  @Test
  void isDrawnAnewInEveryEpochOfTrainingAndFixedInEvaluation() {
    try (Prepared prepared = Prepared.of(images(1), mask(Area.SQUARE, 0.5))) {
      double[] first = prepared.train(target(prepared).mask(), 1);
      assertThat(prepared.train(target(prepared).mask(), 1)).isEqualTo(first);
      assertThat(prepared.train(target(prepared).mask(), 2)).isNotEqualTo(first);
      double[] evaluated = prepared.evaluate(target(prepared).mask());
      assertThat(prepared.evaluate(target(prepared).mask())).isEqualTo(evaluated);
    }
  }

  @Test
  void mayBeFixedInTrainingToo() {
    Mask fixed = new Mask(Area.RANDOM, 0.5, Side.RANDOM, 0.25, 0, true);
    try (Prepared prepared = Prepared.of(images(1), fixed)) {
      double[] first = prepared.train(target(prepared).mask(), 1);
      assertThat(prepared.train(target(prepared).mask(), 2)).isEqualTo(first);
      assertThat(Arrays.equals(image(first, 0), image(first, 1))).isFalse();
    }
  }

  @Test
  void imagesAreNeededExceptForRandomPixels() {
    try (Prepared prepared = Prepared.of(images(1), new Flatten(), mask(Area.RANDOM, 0.5))) {
      assertThat(prepared.evaluate(target(prepared).mask())).contains(0, 1);
    }
    Examples examples = images(1);
    assertThatThrownBy(() -> Prepared.of(examples, new Flatten(), mask(Area.SQUARE, 0.5)))
        .isInstanceOf(ComponentException.class)
        .hasMessage(
            "collect.transforms.t1: shape: square must be given images [n, channels, height,"
                + " width], got [n, 48]; put mask before flatten, or use shape: random (input [n,"
                + " 48])");
  }

  @Test
  void theWholeImageMayBeHidden() {
    try (Prepared prepared = Prepared.of(images(1), mask(Area.SQUARE, 1))) {
      double[] masks = prepared.evaluate(target(prepared).mask());
      assertThat(Arrays.stream(image(masks, 0)).sum()).isEqualTo(HEIGHT * HEIGHT);
    }
  }
}

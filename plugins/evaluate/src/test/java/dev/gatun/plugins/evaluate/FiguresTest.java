package dev.gatun.plugins.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Figure;
import dev.gatun.api.Metric.Need;
import dev.gatun.api.Result;
import dev.gatun.engine.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Draws figures of fake runs; `-Dgatun.figures=DIR` keeps them, to be looked at.
class FiguresTest {
  private static final Templates TEMPLATES = new Templates(Optional.empty());
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private final FakeRun run = new FakeRun();

  @Test
  void curvesHaveAPanelForEachMetric() throws IOException {
    for (int i = 1; i <= 20; i++) {
      SequencedMap<String, Double> epoch = new LinkedHashMap<>();
      epoch.put("epoch", (double) i);
      epoch.put("train.seconds", 0.4);
      epoch.put("train.examplesPerSecond", 1e5);
      epoch.put("train.loss", 2.3 * Math.exp(-i / 3.0) + 0.01);
      epoch.put("validation.accuracy", 1 - 0.5 * Math.exp(-i / 4.0));
      epoch.put("validation.loss", 2.1 * Math.exp(-i / 4.0) + 0.09 + 0.002 * i);
      run.epoch(epoch);
    }

    BufferedImage image = drawn("curves", new Curves());

    assertThat(image.getWidth()).isEqualTo(2 * 840);
    assertThat(image.getHeight()).isEqualTo(2 * 300);
  }

  /// The plane is divided in its middle, and each example is drawn where it lies in the colour of
  /// its class.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void regionsOfThePlaneHaveTheColoursOfTheirClasses(int outputs) throws IOException {
    run.classes = List.of("left", "right");
    run.inputShape = Shape.of(2);
    run.sampleInputs = new float[] {-1, -1, 1, 1, -0.5f, 0.5f};
    run.samples = Batches.scores(outputs, new float[3 * outputs], 0, 1, 1);

    BufferedImage image = drawn("regions-" + outputs, new DecisionRegions(500));

    int blue = 0x0072B2;
    int red = 0xD55E00;
    int right = image.getWidth() - 40;
    int left = right - 800;
    int top = image.getHeight() - 860;
    int lightBlue = image.getRGB(left + 20, top + 400) & 0xFFFFFF;
    int lightRed = image.getRGB(right - 20, top + 400) & 0xFFFFFF;
    assertThat(count(image, lightBlue)).isBetween(315_000, 320_000);
    assertThat(count(image, lightRed)).isBetween(315_000, 320_000);
    assertThat(Set.of(lightBlue, lightRed, blue, red)).hasSize(4);
    // The axes reach a tenth beyond the points: 2.4 and 2.4 units, 800 pixels each.
    assertThat(image.getRGB(left + (int) (0.2 / 2.4 * 800), top + (int) (2.2 / 2.4 * 800)))
        .isEqualTo(0xFF000000 | blue);
    assertThat(image.getRGB(left + (int) (0.7 / 2.4 * 800), top + (int) (0.7 / 2.4 * 800)))
        .isEqualTo(0xFF000000 | red);
  }

  private static int count(BufferedImage image, int color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == color ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void regionsNeedPointsOfThePlaneAndAScoreForEachClass() {
    run.classes = List.of("a", "b", "c");
    assertThat(new DecisionRegions(500).draw(run)).isEmpty();
    run.inputShape = Shape.of(2);
    run.samples = Batches.scores(2, new float[2], 0);
    assertThat(new DecisionRegions(500).draw(run)).isEmpty();
    run.samples = Batches.scores(3, new float[3], 0);
    assertThat(new DecisionRegions(500).draw(run)).isEmpty();
    assertThat(run.reasons)
        .containsExactly(
            "inputs must be points of the plane, [2], got [1, 28, 28]",
            "the model must give one score per class, got 2 scores for 3 classes",
            "a transform has no inverse, so the points in the units of the data are lost");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void curvesOfAnyNumberOfMetricsFit(int metrics) throws IOException {
    for (int i = 1; i <= 3; i++) {
      SequencedMap<String, Double> epoch = new LinkedHashMap<>();
      for (int metric = 0; metric < metrics; metric++) {
        epoch.put("validation.m" + metric, i * 1.5 + metric);
      }
      run.epoch(epoch);
    }

    BufferedImage image = drawn("curves-" + metrics, new Curves());

    assertThat(image.getWidth()).isEqualTo(metrics == 1 ? 1280 : 1680);
    assertThat(image.getHeight()).isEqualTo(metrics == 1 ? 800 : 600 * ((metrics + 1) / 2));
  }

  @Test
  void curvesOfOneEpochAndOfGapsAreDrawn() throws IOException {
    run.epoch(Map.of("epoch", 1.0, "train.loss", 0.5));

    drawn("curves-one", new Curves());

    run.epoch(Map.of("epoch", 2.0, "train.loss", Double.NaN, "validation.loss", 1.0));
    run.epoch(Map.of("epoch", 3.0));
    drawn("curves-gaps", new Curves());
  }

  @Test
  void curvesWithoutNumbersAreSkipped() {
    skipped(new Curves(), "there was no epoch");
    run.epoch(Map.of("epoch", 1.0, "train.seconds", 2.0));
    skipped(new Curves(), "the history has neither train.… nor validation.… numbers");
  }

  @Test
  void templatesOfClassesHaveTheirNames() throws IOException {
    run.parameter("bias", Shape.of(1, 10), new float[10]);
    run.parameter("linear.weight", Shape.of(784, 10), rings(784, 10));
    run.classes = DIGITS;

    BufferedImage named = drawn("templates", TEMPLATES);
    run.classes = List.of();
    BufferedImage unnamed = drawn("templates-unnamed", TEMPLATES);

    // Five images of 4 · 28 logical pixels a row, gaps of 8, margins of 12, two PNG pixels each.
    assertThat(named.getWidth()).isEqualTo(2 * (24 + 5 * 112 + 4 * 8));
    assertThat(unnamed.getWidth()).isEqualTo(named.getWidth());
    assertThat(unnamed.getHeight()).isLessThan(named.getHeight());
  }

  @Test
  void templatesShowAtMostAHundredUnits() throws IOException {
    run.parameter("hidden.weight", Shape.of(784, 512), rings(784, 512));

    BufferedImage all = drawn("templates-hidden", TEMPLATES);
    run.parameter("hidden.weight", Shape.of(784, 100), rings(784, 100));
    BufferedImage hundred = drawn("templates-hundred", TEMPLATES);

    assertThat(all.getWidth()).isEqualTo(2 * (24 + 10 * 56 + 9 * 8));
    assertThat(all.getHeight()).isEqualTo(hundred.getHeight());
  }

  @Test
  void templatesOfAnotherParameterAndOfColourImages() throws IOException {
    run.inputShape = Shape.of(3, 8, 6);
    run.parameter("first.weight", Shape.of(144, 4), rings(144, 4));
    run.parameter("second.weight", Shape.of(144, 3), rings(144, 3));
    run.parameter("third.weight", Shape.of(4, 3), new float[12]);

    BufferedImage first = drawn("templates-colour", TEMPLATES);
    BufferedImage second = drawn("templates-second", new Templates(Optional.of("second.weight")));

    assertThat(second.getWidth()).isLessThan(first.getWidth());
    skipped(
        new Templates(Optional.of("fourth.weight")),
        "no parameter is called 'fourth.weight'; there are [first.weight, second.weight,"
            + " third.weight]");
    skipped(
        new Templates(Optional.of("third.weight")),
        "parameter 'third.weight' must be [144, units], a row for each number of an input, got"
            + " [4, 3]");
  }

  @Test
  void templatesOfLargeImagesFitThePage() throws IOException {
    run.inputShape = Shape.of(1000, 1024);
    float[] values = new float[1_024_000 * 3];
    values[5] = Float.NaN;
    run.parameter("weight", Shape.of(1_024_000, 3), values);

    assertThat(drawn("templates-large", TEMPLATES).getWidth()).isLessThan(2 * 8192);
  }

  @Test
  void templatesNeedImagesAndAMatrixThatReadsThem() {
    skipped(TEMPLATES, "no parameter is a matrix [784, units], a row for each number of an input");
    run.inputShape = Shape.of(13);
    skipped(
        TEMPLATES,
        "inputs must be images, [height, width] or [1 or 3 channels, height, width], with sides up"
            + " to 1024, got [13]");
  }

  @Test
  void confusionMatrixDrawsTheResultOfItsMetric() throws IOException {
    ConfusionMatrixFigure figure = new ConfusionMatrixFigure();
    Random random = new Random(1);
    long[][] counts = new long[10][10];
    for (int i = 0; i < 10; i++) {
      int row = i;
      Arrays.setAll(counts[i], j -> row == j ? 900 + random.nextInt(80) : random.nextInt(12));
    }
    run.result = Optional.of(new Result.Counts(DIGITS, counts));

    assertThat(figure.metric()).contains(new ConfusionMatrix());
    BufferedImage image = drawn("confusion-matrix", figure);
    assertThat(image.getWidth()).isGreaterThan(image.getHeight());

    run.result = Optional.of(new Result.Number(1));
    skipped(figure, "there is no confusion matrix, because nothing was evaluated");
    run.result =
        Optional.of(new Result.Counts(Collections.nCopies(1001, "a"), new long[1001][1001]));
    skipped(figure, "1001 classes are too many to draw");
  }

  @Test
  void reconstructionsShowInputPredictionAndTruth() throws IOException {
    samples(5, 784);

    assertThat(new Reconstructions(8).needs()).containsExactly(Need.ORIGINALS);
    BufferedImage all = drawn("reconstructions", new Reconstructions(8));
    BufferedImage three = drawn("reconstructions-3", new Reconstructions(3));

    assertThat(all.getWidth()).isEqualTo(2 * (24 + 3 * 112 + 2 * 8));
    assertThat(all.getHeight() - three.getHeight()).isEqualTo(2 * 2 * (112 + 8));
    int middle = 2 * (12 + 56);
    assertThat(all.getRGB(middle, three.getHeight() / 2)).isNotEqualTo(0xFFFFFFFF);
  }

  @Test
  void reconstructionsOfUnknownRangeAndSameValueAreDrawn() throws IOException {
    samples(2, 784);
    run.inputRange = Optional.empty();
    drawn("reconstructions-range", new Reconstructions(8));

    float[] same = new float[784];
    run.samples = Batches.originals(1, 784, same, same);
    run.sampleInputs = same;
    drawn("reconstructions-same", new Reconstructions(8));
  }

  @Test
  void reconstructionsSayWhyTheyAreSkipped() {
    Reconstructions figure = new Reconstructions(8);
    skipped(figure, "there are no examples");
    run.samples = Batches.originals(1, 10, new float[10], new float[10]);
    skipped(figure, "predictions must be images like the inputs, 784 numbers, got 10");
    run.samples = Batches.originals(1, 784, new float[0], new float[0]);
    skipped(figure, "a transform has no inverse, so the images in the units of the data are lost");
    run.inputShape = Shape.of(2, 28, 28);
    skipped(
        figure,
        "inputs must be images, [height, width] or [1 or 3 channels, height, width], with sides up"
            + " to 1024, got [2, 28, 28]");
  }

  /// Rings as images, a dark square as damage, and blurred rings as predictions.
  private void samples(int rows, int size) {
    float[] truth = new float[rows * size];
    float[] inputs = new float[rows * size];
    float[] predictions = new float[rows * size];
    for (int i = 0; i < truth.length; i++) {
      int x = i % 28 - 14;
      int y = i / 28 % 28 - 14;
      int example = i / size;
      double distance = Math.abs(Math.hypot(x, y) - 6 - example);
      truth[i] = (float) (255 * Math.max(0, 1 - distance / 2));
      predictions[i] = (float) (230 * Math.exp(-distance / 2));
      inputs[i] = x > 0 && y > -7 && y < 8 ? 0 : truth[i];
    }
    run.samples = Batches.originals(rows, size, predictions, truth);
    run.sampleInputs = inputs;
  }

  private static float[] rings(int inputs, int units) {
    Random random = new Random(7);
    float[] values = new float[inputs * units];
    for (int i = 0; i < inputs; i++) {
      for (int unit = 0; unit < units; unit++) {
        double distance = Math.hypot(i % 28 - 14, i / 28 % 28 - 14);
        values[i * units + unit] =
            (float) (Math.cos(distance / (1 + unit % 10)) * 0.1 + random.nextGaussian() * 0.02);
      }
    }
    return values;
  }

  private BufferedImage drawn(String name, Figure figure) throws IOException {
    byte[] png = figure.draw(run).orElseThrow(() -> new AssertionError(run.reasons.toString()));
    String keep = System.getProperty("gatun.figures");
    if (keep != null) {
      Files.write(Path.of(keep, name + ".png"), png);
    }
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image).isNotNull();
    assertThat(run.reasons).isEmpty();
    return image;
  }

  private void skipped(Figure figure, String reason) {
    run.reasons.clear();
    assertThat(figure.draw(run)).isEmpty();
    assertThat(run.reasons).containsExactly(reason);
  }
}

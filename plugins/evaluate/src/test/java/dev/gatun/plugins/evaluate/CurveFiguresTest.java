package dev.gatun.plugins.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Draws curves of made-up predictions; `-Dgatun.figures=DIR` keeps them, to be looked at.
class CurveFiguresTest {
  private static final long SEED = Long.getLong("gatun.seed", 20260101L);

  private final FakeRun run = new FakeRun();

  /// Probabilities of a model that is right more often than not, and too sure of it.
  private static Metric.Batch sure(int rows, int classes) {
    Random random = new Random(SEED);
    int[] labels = new int[rows];
    float[] probabilities = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
      double[] scores = random.doubles(classes, -3, 3).toArray();
      scores[labels[row]] += 2;
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        scores[i] = Math.exp(scores[i]);
        sum += scores[i];
      }
      for (int i = 0; i < classes; i++) {
        probabilities[row * classes + i] = (float) (scores[i] / sum);
      }
    }
    return Batches.probabilities(classes, probabilities, labels, Batches.ones(rows));
  }

  private BufferedImage drawn(String name, Figure figure, int classes, Metric.Batch batch)
      throws IOException {
    Metric metric = figure.metric().orElseThrow();
    run.result =
        Optional.of(Batches.result(metric, Batches.classes(batch.outputs(), classes), batch));
    return drawn(name, figure);
  }

  private BufferedImage drawn(String name, Figure figure) throws IOException {
    byte[] png = figure.draw(run).orElseThrow();
    String folder = System.getProperty("gatun.figures");
    if (folder != null) {
      Files.write(Path.of(folder, name + ".png"), png);
    }
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void curvesOfAnyNumberOfClassesAreDrawn() throws IOException {
    for (int classes : new int[] {2, 4, 30}) {
      Metric.Batch batch = sure(400, classes);
      BufferedImage roc = drawn("roc-curve-" + classes, new RocCurve(), classes, batch);
      assertThat(roc.getWidth()).isEqualTo(2 * 560);
      drawn("precision-recall-" + classes, new PrecisionRecallCurve(), classes, batch);
    }
  }

  @Test
  void reliabilityHasTwoPanels() throws IOException {
    BufferedImage image = drawn("reliability", new Reliability(10), 3, sure(2000, 3));
    assertThat(image.getHeight()).isEqualTo(2 * 680);
    drawn("reliability-one", new Reliability(10), 3, sure(1, 3));
  }

  @Test
  void worstExamplesAreDrawnWithTheirDecisions() throws IOException {
    Metric.Batch sure = sure(7, 10);
    run.samples =
        new Metric.Batch(
            7,
            10,
            sure.scores(),
            sure.predictions(),
            sure.labels(),
            new float[0],
            new float[0],
            new float[0],
            new float[] {9, 8.25f, 7, 6, 5.5f, 5, Float.NaN},
            new float[0],
            sure.weights());
    run.classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    run.sampleInputs = new float[7 * 784];
    for (int i = 0; i < run.sampleInputs.length; i++) {
      run.sampleInputs[i] = i % 256;
    }
    BufferedImage image = drawn("worst-examples", new WorstExamples(20));
    assertThat(image.getWidth()).isGreaterThan(2 * 5 * 112);
    run.sampleInputs = new float[0];
    assertThat(new WorstExamples(20).draw(run)).isEmpty();
    assertThat(run.reasons)
        .containsExactly(
            "a transform has no inverse, so the images in the units of the data are lost");
  }

  @Test
  void nothingToDrawIsSaid() {
    Metric.Batch none = sure(0, 2);
    for (Figure figure :
        new Figure[] {new RocCurve(), new PrecisionRecallCurve(), new Reliability(5)}) {
      Metric metric = figure.metric().orElseThrow();
      run.result = Optional.of(Batches.result(metric, Batches.classes(2, 2), none));
      assertThat(figure.draw(run)).as("%s", figure).isEmpty();
    }
    assertThat(run.reasons)
        .containsExactly(
            "no class has both examples and others, or a prediction is NaN",
            "no class has both examples and others, or a prediction is NaN",
            "there are no examples, or a prediction is NaN");
  }
}

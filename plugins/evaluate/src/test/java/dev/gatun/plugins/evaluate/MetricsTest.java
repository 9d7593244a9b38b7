package dev.gatun.plugins.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Metric;
import dev.gatun.api.Metric.Need;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final float NAN = Float.NaN;
  private static final Metric.Info TWO = Batches.classes(2, 2);
  private static final Metric.Info THREE = Batches.classes(3, 3);
  private static final Metric PSNR = new PeakSignalToNoise(Optional.empty());

  @Test
  void accuracyIsTheShareOfRightDecisionsOverAllBatches() {
    Metric.Batch first = Batches.scores(3, new float[] {1, 2, 0, 5, 4, 3, 0, 0, 1}, 1, 0, 1);
    Metric.Batch second = Batches.scores(3, new float[] {-3, -2, -1}, 2);

    assertThat(Batches.number(new Accuracy(), THREE, first, second)).isEqualTo(0.75);
  }

  @Test
  void accuracyOfArraysLongerThanTheBatchReadsTheBatchOnly() {
    Metric.Batch batch = Batches.scores(2, new float[] {1, 0, 9, 9, 9, 9}, 0);

    assertThat(Batches.number(new Accuracy(), TWO, batch)).isEqualTo(1);
  }

  @Test
  void firstOfEqualScoresWins() {
    Metric.Batch batch = Batches.scores(3, new float[] {7, 7, 7, 1, 7, 7}, 0, 2);

    assertThat(Batches.number(new Accuracy(), THREE, batch)).isEqualTo(0.5);
    assertThat(counts(Batches.result(new ConfusionMatrix(), THREE, batch)))
        .isEqualTo(new long[][] {{1, 0, 0}, {0, 0, 0}, {0, 1, 0}});
  }

  @Test
  void infiniteScoresAreScores() {
    float infinite = Float.POSITIVE_INFINITY;
    Metric.Batch batch =
        Batches.scores(2, new float[] {0, infinite, -infinite, -infinite, -infinite, 0}, 1, 0, 1);

    assertThat(Batches.number(new Accuracy(), TWO, batch)).isEqualTo(1);
  }

  @Test
  void exampleWithNanScoreIsWrongAndInNoCell() {
    Metric.Batch batch =
        Batches.scores(2, new float[] {NAN, NAN, 3, NAN, NAN, 3, 3, 1}, 0, 0, 1, 0);

    assertThat(Batches.number(new Accuracy(), TWO, batch)).isEqualTo(0.25);
    assertThat(counts(Batches.result(new ConfusionMatrix(), TWO, batch)))
        .isEqualTo(new long[][] {{1, 0}, {0, 0}});
  }

  @Test
  void oneClassIsAlwaysRight() {
    Metric.Info one = Batches.classes(1, 1);
    Metric.Batch batch = Batches.scores(1, new float[] {-4, 0}, 0, 0);

    assertThat(Batches.number(new Accuracy(), one, batch)).isEqualTo(1);
    assertThat(counts(Batches.result(new ConfusionMatrix(), one, batch)))
        .isEqualTo(new long[][] {{2}});
  }

  @Test
  void nothingAddedIsNotANumber() {
    assertThat(Batches.number(new Accuracy(), TWO)).isNaN();
    assertThat(Batches.number(new MeanLoss(), TWO)).isNaN();
    assertThat(Batches.number(new MeanSquaredError(), TWO)).isNaN();
    assertThat(Batches.number(new PeakSignalToNoise(Optional.of(1.0)), TWO)).isNaN();
    assertThat(counts(Batches.result(new ConfusionMatrix(), TWO))).isEqualTo(new long[2][2]);
  }

  @Test
  void confusionMatrixAgreesWithAccuracyOnRandomScores() {
    long seed = Long.getLong("gatun.seed", 20260101L);
    Random random = new Random(seed);
    int rows = 257;
    float[] scores = new float[rows * 3];
    int[] labels = new int[rows];
    long[][] expected = new long[3][3];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(3);
      int predicted = random.nextInt(3);
      for (int j = 0; j < 3; j++) {
        scores[i * 3 + j] = random.nextFloat() + (j == predicted ? 1 : 0);
      }
      expected[labels[i]][predicted]++;
    }
    Metric.Batch batch = Batches.scores(3, scores, labels);

    Result result = Batches.result(new ConfusionMatrix(), THREE, batch);

    assertThat(counts(result)).as("seed %d", seed).isEqualTo(expected);
    assertThat(((Result.Counts) result).names()).containsExactly("class 0", "class 1", "class 2");
    long right = expected[0][0] + expected[1][1] + expected[2][2];
    assertThat(Batches.number(new Accuracy(), THREE, batch)).isEqualTo((double) right / rows);
  }

  @Test
  void classMetricsRejectOtherTargetsAndOtherOutputs() {
    assertThatThrownBy(() -> new Accuracy().start(Batches.classes(1, 3)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "metric 'accuracy': the model must give one score per class, got 1 scores for 3"
                + " classes");
    assertThatThrownBy(() -> new ConfusionMatrix().start(Batches.none(2, Optional.empty())))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "metric 'confusion-matrix': targets must be classes, got none; remove it from"
                + " evaluate");
  }

  @Test
  void lossIsWeighted() {
    Metric.Batch first = Batches.losses(new float[] {1, 2, 99}, new float[] {1, 3});
    Metric.Batch second = Batches.losses(new float[] {NAN, 4}, new float[] {0, 0.5f});

    assertThat(Batches.number(new MeanLoss(), TWO, first, second))
        .isEqualTo((1.0 + 3 * 2 + 0.5 * 4) / 4.5);
    assertThat(Batches.number(new MeanLoss(), TWO, Batches.losses(new float[1], new float[1])))
        .isNaN();
    Metric.Batch broken = Batches.losses(new float[] {NAN, 4}, new float[] {1, 1});
    assertThat(Batches.number(new MeanLoss(), TWO, broken)).isNaN();
  }

  @Test
  void squaredErrorIsTheMeanOverAllOutputs() {
    Metric.Batch first = Batches.values(2, 2, new float[] {1, 2, 3, 4}, new float[] {1, 0, 0, 5});
    Metric.Batch second = Batches.values(1, 2, new float[] {0, 0, 7}, new float[] {2, 0, -7});

    assertThat(Batches.number(new MeanSquaredError(), TWO, first, second))
        .isEqualTo((0 + 4 + 9 + 1 + 4 + 0) / 6.0);
    Metric.Batch broken = Batches.values(1, 1, new float[] {NAN}, new float[] {0});
    assertThat(Batches.number(new MeanSquaredError(), TWO, broken)).isNaN();
  }

  @Test
  void ratioPoolsTheErrorAndTakesThePeakFromTheRange() {
    // Errors 0 and 51 = 255/5 in equal parts: mse = 255²/50, hence 10·log10(50).
    Metric.Batch perfect = Batches.originals(1, 2, new float[] {9, 250}, new float[] {9, 250});
    Metric.Batch off = Batches.originals(1, 2, new float[] {0, 100}, new float[] {51, 49});
    Metric.Info info = Batches.none(2, Optional.of(new Range(0, 255)));

    assertThat(Batches.number(PSNR, info, perfect, off))
        .isCloseTo(16.989700043360187, within(1e-12));
    assertThat(Batches.number(new PeakSignalToNoise(Optional.of(25.5)), info, perfect, off))
        .isCloseTo(16.989700043360187 - 20, within(1e-12));
    assertThat(Batches.number(PSNR, info, perfect)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void ratioNeedsAPeakAndOriginals() {
    String unknown =
        "metric 'psnr': the range of the target values is not known; set peak to the greatest"
            + " difference two values can have";
    assertThatThrownBy(() -> PSNR.start(Batches.none(2, Optional.empty())))
        .isInstanceOf(DataException.class)
        .hasMessage(unknown);
    assertThatThrownBy(() -> PSNR.start(Batches.values(2, Optional.of(new Range(0, 1)))))
        .isInstanceOf(DataException.class)
        .hasMessage(unknown);
    Metric.Info lost =
        new Metric.Info(TWO.examples(), 2, EnumSet.complementOf(EnumSet.of(Need.ORIGINALS)));
    assertThatThrownBy(() -> PSNR.start(lost))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "metric 'psnr': values must be known in the units of the data, but a transform has no"
                + " inverse; use mse");
  }

  private static long[][] counts(Result result) {
    return ((Result.Counts) result).counts();
  }
}

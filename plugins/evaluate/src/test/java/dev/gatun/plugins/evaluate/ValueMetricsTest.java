package dev.gatun.plugins.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Metric;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Metrics of values. Figures are those of scikit-learn 1.2 in double precision, with and without
/// its `sample_weight`, and of scikit-image 0.19 for images.
class ValueMetricsTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final Metric.Info INFO = Batches.values(2, Optional.empty());
  private static final float[] VALUES = {1, 2, 3, 4.5f, -1, 0, 2, 2, 0.5f, -3};
  private static final float[] PREDICTIONS = {1.5f, 2, 2.5f, 4, -1, 1, 2.25f, 0, 0, -3.5f};
  private static final float[] WEIGHTS = {1, 2, 0.5f, 0, 3};
  private static final Metric SSIM = new StructuralSimilarity(Optional.empty());

  private static void assertMetric(Metric metric, double plain, double weighted) {
    Metric.Batch all = Batches.values(2, PREDICTIONS, VALUES, Batches.ones(5));
    Metric.Batch some = Batches.values(2, PREDICTIONS, VALUES, WEIGHTS);
    assertThat(Batches.number(metric, INFO, all)).as("%s", metric).isCloseTo(plain, CLOSE);
    assertThat(Batches.number(metric, INFO, some))
        .as("%s, weighted", metric)
        .isCloseTo(weighted, CLOSE);
  }

  @Test
  void errorsAndDetermination() {
    assertMetric(new MeanSquaredError(), 0.63125, 0.25);
    assertMetric(new RootMeanSquaredError(), 0.7945124291035353, 0.5);
    assertMetric(new MeanAbsoluteError(), 0.575, 0.46153846153846156);
    assertMetric(
        new Determination(Determination.Outputs.UNIFORM), 0.8677013656633221, 0.9155672710751477);
    assertMetric(new Determination(Determination.Outputs.VARIANCE), 0.84375, 0.9600189259522119);
  }

  /// The normal interval by its definition, in NumPy; no squared error is below 0.
  @Test
  void meansHaveIntervals() {
    Metric.Batch batch = Batches.values(2, PREDICTIONS, VALUES, Batches.ones(5));
    Result.Interval squares =
        Batches.interval(new MeanSquaredError(), INFO, batch).interval().orElseThrow();
    assertThat(squares.low()).isZero();
    assertThat(squares.high()).isCloseTo(1.3275503081483233, CLOSE);
    Result.Interval roots =
        Batches.interval(new RootMeanSquaredError(), INFO, batch).interval().orElseThrow();
    assertThat(roots.high()).isCloseTo(Math.sqrt(1.3275503081483233), CLOSE);
    Metric.Batch one = Batches.values(1, 2, PREDICTIONS, VALUES);
    assertThat(Batches.interval(new MeanSquaredError(), INFO, one).interval()).isEmpty();
  }

  @Test
  void outputsThatNeverVaryHaveNoDetermination() {
    float[] values = {1, 7, 2, 7, 3, 7};
    float[] predictions = {1, 7, 2, 8, 4, 7};
    Metric.Batch batch = Batches.values(3, 2, predictions, values);
    Metric uniform = new Determination(Determination.Outputs.UNIFORM);
    assertThat(Batches.number(uniform, INFO, batch)).isEqualTo(0.5);
    assertThat(Batches.number(new Determination(Determination.Outputs.VARIANCE), INFO, batch))
        .isEqualTo(0);
    Metric.Batch constant = Batches.values(1, 2, predictions, values);
    assertThat(Batches.number(uniform, INFO, constant)).isNaN();
    float nan = Float.NaN;
    Metric.Batch broken =
        Batches.values(2, 2, new float[] {1, nan, 2, 3}, new float[] {1, 2, 3, 4});
    assertThat(Batches.number(uniform, INFO, broken)).isNaN();
  }

  private static float[] image(int channels, int red, int green, int both) {
    float[] image = new float[channels * 13 * 16];
    for (int i = 0; i < image.length; i++) {
      int y = i / 16 % 13;
      int x = i % 16;
      image[i] = (red * y + green * x + both * y * x) % 32;
    }
    return image;
  }

  @Test
  void similarityOfImages() {
    // structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)
    Metric.Info info = Batches.images(new Range(0, 31), 1, 13, 16);
    float[] a = image(1, 7, 13, 0);
    float[] b = image(1, 5, 11, 1);
    float[] faded = a.clone();
    for (int i = 0; i < a.length; i++) {
      faded[i] = a[i] * 0.75f + 4;
    }
    assertThat(Batches.number(SSIM, info, Batches.originals(1, a.length, a, b)))
        .isCloseTo(0.1188725955501462, CLOSE);
    assertThat(Batches.number(SSIM, info, Batches.originals(1, a.length, a, faded)))
        .isCloseTo(0.9602015654346451, CLOSE);
    assertThat(Batches.number(SSIM, info, Batches.originals(1, a.length, a, a))).isEqualTo(1);
    Metric.Info colour = Batches.images(new Range(0, 31), 3, 13, 16);
    Metric.Batch three = Batches.originals(1, 3 * a.length, image(3, 7, 13, 0), image(3, 5, 11, 1));
    assertThat(Batches.number(SSIM, colour, three)).isCloseTo(0.1188725955501462, CLOSE);
  }

  @Test
  void similarityNeedsImages() {
    assertThatThrownBy(() -> SSIM.start(Batches.images(new Range(0, 1), 1, 8, 8)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "metric 'ssim': predictions must be images of at least 11 by 11 pixels, got 64 numbers"
                + " for [1, 8, 8]; use psnr");
    assertThatThrownBy(() -> SSIM.start(Batches.none(2, Optional.empty())))
        .hasMessageContaining("got 2 numbers for [2]");
  }
}

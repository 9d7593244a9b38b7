package dev.gatun.plugins.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.Arrays;
import java.util.Collection;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Metrics of classes. Where a test names no other source, figures are those of scikit-learn 1.2 in
/// double precision, with and without its `sample_weight`.
class ClassificationTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final Metric.Info THREE = Batches.classes(3, 3);
  private static final Metric.Info TWO = Batches.classes(2, 2);
  private static final Metric.Info SINGLE = Batches.classes(1, 2);

  /// Sixteenths, so that probabilities are exact; decisions and ranks have ties.
  private static final int[] SIXTEENTHS = {
    8, 4, 4, 2, 10, 4, 1, 2, 13, 6, 6, 4, 4, 8, 4, 10, 3, 3, 5, 1, 10, 4, 4, 8, 7, 8, 1, 3, 12, 1,
    2, 2, 12, 8, 4, 4
  };

  private static final int[] LABELS = {0, 1, 2, 1, 0, 0, 2, 1, 0, 1, 2, 2};
  private static final float[] WEIGHTS = {1, 2, 0.5f, 1, 3, 1, 1, 2, 0.25f, 1, 0, 1.5f};
  private static final float[] ONES = Batches.ones(12);
  private static final float[] SCORES = {0.5f, -1, 2, 0.5f, 0, -1, 3, 0.25f, -2, 0.5f, 1, -1};
  private static final int[] TRUTH = {1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0};

  private static Metric.Batch three(float[] weights) {
    float[] probabilities = new float[SIXTEENTHS.length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = SIXTEENTHS[i] / 16f;
    }
    return Batches.probabilities(3, probabilities, LABELS, weights);
  }

  private static Metric.Batch single(float[] weights) {
    return Batches.single(SCORES, TRUTH, weights);
  }

  private static void assertThree(Metric metric, double plain, double weighted) {
    assertThat(Batches.number(metric, THREE, three(ONES))).as("%s", metric).isCloseTo(plain, CLOSE);
    assertThat(Batches.number(metric, THREE, three(WEIGHTS)))
        .as("%s, weighted", metric)
        .isCloseTo(weighted, CLOSE);
  }

  private static void assertSingle(Metric metric, double plain, double weighted, double precision) {
    assertThat(Batches.number(metric, SINGLE, single(ONES)))
        .as("%s", metric)
        .isCloseTo(plain, within(precision));
    assertThat(Batches.number(metric, SINGLE, single(WEIGHTS)))
        .as("%s, weighted", metric)
        .isCloseTo(weighted, within(precision));
  }

  @Test
  void ofThreeClasses() {
    assertThree(new Accuracy(), 0.5833333333333334, 0.45614035087719296);
    assertThree(new Precision(Average.MACRO), 0.5833333333333334, 0.451005291005291);
    assertThree(new Recall(Average.MACRO), 0.5833333333333334, 0.4603174603174603);
    assertThree(new F1(Average.MACRO), 0.5833333333333334, 0.45386359672073956);
    assertThree(new Precision(Average.WEIGHTED), 0.5833333333333334, 0.4560735171261487);
    assertThree(new F1(Average.WEIGHTED), 0.5833333333333334, 0.4545429507835523);
    assertThree(new F1(Average.MICRO), 0.5833333333333334, 0.45614035087719296);
    assertThree(new Kappa(Kappa.Weights.NONE), 0.375, 0.15977175463623383);
    assertThree(new Kappa(Kappa.Weights.LINEAR), 0.4375, 0.192881745120551);
    assertThree(new Kappa(Kappa.Weights.QUADRATIC), 0.5, 0.23121387283236994);
    assertThree(new RocAuc(), 0.8645833333333334, 0.732852332852333);
    assertThree(new AveragePrecision(), 0.788425925925926, 0.6647092376167993);
    assertThree(new LogLoss(), 0.7377127072945687, 0.9237246102435736);
  }

  /// By their definitions, in NumPy.
  @Test
  void brierAndCalibration() {
    assertThree(new Brier(), 0.423828125, 0.5486567982456141);
    assertThree(new Calibration(5), 0.30729166666666663, 0.3574561403508772);
  }

  /// By hand: of ties the first class wins, so that the eighth and the last example are wrong.
  @Test
  void amongTheGreatestTwo() {
    assertThree(new TopK(2), 10 / 12.0, 10.75 / 14.25);
    assertThree(new TopK(1), 0.5833333333333334, 0.45614035087719296);
    assertThatThrownBy(() -> new TopK(3).start(THREE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "metric 'top-k': k must be below the number of classes, got 3 of 3; set k");
  }

  @Test
  void ratesOfEachClass() {
    assertThat(rates(new Precision(Average.PER_CLASS)))
        .containsExactly(new double[] {0.4444444444444444, 0.48, 0.42857142857142855}, CLOSE);
    assertThat(rates(new Recall(Average.PER_CLASS)))
        .containsExactly(new double[] {0.38095238095238093, 0.5, 0.5}, CLOSE);
    assertThat(rates(new F1(Average.PER_CLASS)))
        .containsExactly(
            new double[] {0.41025641025641024, 0.4897959183673469, 0.4615384615384615}, CLOSE);
  }

  private static double[] rates(Metric metric) {
    Collection<Double> rates =
        ((Result.Numbers) Batches.result(metric, THREE, three(WEIGHTS))).values().values();
    return rates.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void ofTwoClassesByOneScore() {
    assertSingle(new Precision(Average.BINARY), 0.7142857142857143, 0.8461538461538461, 1e-12);
    assertSingle(new Recall(Average.BINARY), 0.8333333333333334, 0.8461538461538461, 1e-12);
    assertSingle(new F1(Average.BINARY), 0.7692307692307692, 0.8461538461538461, 1e-12);
    assertSingle(new RocAuc(), 0.75, 0.826302729528536, 1e-12);
    assertSingle(new AveragePrecision(), 0.7655122655122656, 0.8018690710998403, 1e-12);
    assertSingle(new LogLoss(), 0.5622339715592981, 0.5408429603998, 1e-7);
    assertSingle(new Brier(), 0.3930731824795828, 0.3658125457448473, 1e-7);
  }

  @Test
  void twoScoresAreAsGoodAsTheirDifference() {
    float[] both = new float[24];
    for (int i = 0; i < 12; i++) {
      both[2 * i] = 5 - SCORES[i];
      both[2 * i + 1] = 5;
    }
    Metric.Batch batch = Batches.probabilities(2, both, TRUTH, ONES);
    assertThat(Batches.number(new RocAuc(), TWO, batch)).isEqualTo(0.75);
    assertThat(Batches.number(new Accuracy(), TWO, batch))
        .isEqualTo(Batches.number(new Accuracy(), SINGLE, single(ONES)))
        .isEqualTo(9 / 12.0);
  }

  /// Wilson's interval is that of SciPy's `binomtest(…).proportion_ci("wilson")`.
  @Test
  void sharesHaveIntervals() {
    assertInterval(
        Batches.interval(new Accuracy(), THREE, three(ONES)),
        0.31951131254954973,
        0.8067396863412435);
    float[] right = {1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0};
    assertInterval(
        Batches.interval(new Accuracy(), TWO, Batches.scores(2, right, new int[10])),
        0.7224672001371109,
        1);
    assertThat(Batches.interval(new Accuracy(), TWO).interval()).isEmpty();
  }

  /// DeLong's interval by its definition, in NumPy: variances of the mean placements of either
  /// side.
  @Test
  void areaHasAnInterval() {
    assertInterval(Batches.interval(new RocAuc(), SINGLE, single(ONES)), 0.4578258198078061, 1);
    float[] twos = new float[12];
    Arrays.fill(twos, 2);
    assertInterval(Batches.interval(new RocAuc(), SINGLE, single(twos)), 0.4578258198078061, 1);
    assertThat(Batches.interval(new RocAuc(), THREE, three(ONES)).interval()).isEmpty();
  }

  /// By the formulas of Fleiss, Cohen and Everitt, in NumPy; with weights by the delta method with
  /// numerical derivatives.
  @Test
  void kappaHasIntervals() {
    assertIntervals(
        new Kappa(Kappa.Weights.NONE),
        new double[] {-0.04340946776324872, 0.7934094677632485},
        new double[] {-0.3428109296878016, 0.6623544389602695});
    assertIntervals(
        new Kappa(Kappa.Weights.LINEAR),
        new double[] {0.01711057380172637, 0.8578894261982735},
        new double[] {-0.2973136134105678, 0.6830771036516703});
    assertIntervals(
        new Kappa(Kappa.Weights.QUADRATIC),
        new double[] {0.02556825804437768, 0.9744317419556223},
        new double[] {-0.36595707996428295, 0.8283848256290228});
  }

  /// By the delta method with numerical derivatives, in NumPy.
  @Test
  void averagedRatesHaveIntervals() {
    assertIntervals(
        new F1(Average.MACRO),
        new double[] {0.31402395208053474, 0.852642714586132},
        new double[] {0.13109192108072193, 0.7766352723607572});
    assertIntervals(
        new Precision(Average.MACRO),
        new double[] {0.3124806191936586, 0.8541860474730081},
        new double[] {0.12858998895467527, 0.7734205930559068});
    assertIntervals(
        new Recall(Average.MACRO),
        new double[] {0.31248061919775916, 0.8541860474689076},
        new double[] {0.13879922034813325, 0.7818357002867873});
    assertIntervals(
        new F1(Average.MICRO),
        new double[] {0.3043936881728183, 0.8622729784938482},
        new double[] {0.12392018305765118, 0.7883605186967346});
    assertIntervals(
        new F1(Average.WEIGHTED),
        new double[] {0.3029033499767467, 0.8637633166899198},
        new double[] {0.1162899041286663, 0.7927959974384384});
    assertIntervals(
        new Precision(Average.WEIGHTED),
        new double[] {0.29847911566173035, 0.8681875510049362},
        new double[] {0.12324623163362874, 0.7889008026186688});
  }

  private static void assertIntervals(Metric metric, double[] plain, double[] weighted) {
    for (boolean one : new boolean[] {true, false}) {
      Result.Interval interval =
          Batches.interval(metric, THREE, three(one ? ONES : WEIGHTS)).interval().orElseThrow();
      assertThat(new double[] {interval.low(), interval.high()})
          .as("%s, %s", metric, one ? "plain" : "weighted")
          .containsExactly(one ? plain : weighted, within(1e-9));
    }
  }

  /// By the formula of Boyd, Eng and Page, in NumPy.
  @Test
  void averagePrecisionHasAnIntervalOfOneClass() {
    Metric metric = new AveragePrecision();
    assertInterval(
        Batches.interval(metric, SINGLE, single(ONES)), 0.3306067460433379, 0.9557112880817156);
    assertInterval(
        Batches.interval(metric, SINGLE, single(WEIGHTS)), 0.3154301965306137, 0.9726388242784761);
    assertThat(Batches.interval(metric, THREE, three(ONES)).interval()).isEmpty();
    Metric.Batch perfect =
        Batches.single(new float[] {-1, -2, 3, 4}, new int[] {0, 0, 1, 1}, Batches.ones(4));
    assertThat(Batches.interval(metric, SINGLE, perfect)).isEqualTo(new Result.Number(1));
  }

  private static void assertInterval(Result.Number number, double low, double high) {
    Result.Interval interval = number.interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(low, CLOSE);
    assertThat(interval.high()).isCloseTo(high, CLOSE);
  }

  @Test
  void perfectRanking() {
    Metric.Batch batch =
        Batches.single(new float[] {-1, -2, 3, 4}, new int[] {0, 0, 1, 1}, Batches.ones(4));
    assertThat(Batches.interval(new RocAuc(), SINGLE, batch)).isEqualTo(new Result.Number(1));
    assertThat(Batches.number(new AveragePrecision(), SINGLE, batch)).isEqualTo(1);
    Metric.Batch equal = Batches.single(new float[4], new int[] {0, 0, 1, 1}, Batches.ones(4));
    assertThat(Batches.number(new RocAuc(), SINGLE, equal)).isEqualTo(0.5);
    assertThat(Batches.number(new AveragePrecision(), SINGLE, equal)).isEqualTo(0.5);
  }

  @Test
  void oneClassAlone() {
    Metric.Batch batch = Batches.single(new float[] {1, 2}, new int[] {1, 1}, Batches.ones(2));
    assertThat(Batches.number(new RocAuc(), SINGLE, batch)).isNaN();
    assertThat(Batches.number(new AveragePrecision(), SINGLE, batch)).isEqualTo(1);
    assertThat(Batches.number(new Kappa(Kappa.Weights.NONE), SINGLE, batch)).isNaN();
    assertThat(Batches.number(new Recall(Average.MACRO), SINGLE, batch)).isEqualTo(1);
  }

  /// A class that nothing is of or taken for is left out; one only taken for counts 0.
  @Test
  void classWithoutExamples() {
    float[] scores = {1, 0, 0, 0, 1, 0};
    assertThat(Batches.number(new F1(Average.MACRO), THREE, Batches.scores(3, scores, 0, 1)))
        .isEqualTo(1);
    assertThat(Batches.number(new Recall(Average.MACRO), THREE, Batches.scores(3, scores, 0, 0)))
        .isEqualTo(0.25);
    Metric.Batch batch = Batches.probabilities(3, scores, new int[] {0, 1}, Batches.ones(2));
    assertThat(Batches.number(new RocAuc(), THREE, batch)).isEqualTo(1);
  }

  @Test
  void notANumberIsNoDecision() {
    float nan = Float.NaN;
    float[] scores = {nan, 0, 1, 0, nan, nan};
    Metric.Batch batch = Batches.probabilities(2, scores, new int[] {0, 0, 1}, Batches.ones(3));
    assertThat(Batches.number(new Accuracy(), TWO, batch)).isEqualTo(1 / 3.0);
    assertThat(Batches.number(new TopK(1), TWO, batch)).isEqualTo(1 / 3.0);
    assertThat(Batches.number(new Precision(Average.MICRO), TWO, batch)).isEqualTo(1);
    assertThat(Batches.number(new Recall(Average.MICRO), TWO, batch)).isEqualTo(1 / 3.0);
    assertThat(Batches.number(new RocAuc(), TWO, batch)).isNaN();
    assertThat(Batches.number(new AveragePrecision(), TWO, batch)).isNaN();
    assertThat(Batches.number(new LogLoss(), TWO, batch)).isNaN();
    assertThat(Batches.number(new Brier(), TWO, batch)).isNaN();
    assertThat(Batches.number(new Calibration(10), TWO, batch)).isNaN();
    Metric.Batch single = Batches.single(new float[] {nan}, new int[] {0}, Batches.ones(1));
    assertThat(Batches.number(new Accuracy(), SINGLE, single)).isZero();
  }

  @Test
  void weightlessExamplesDoNotCount() {
    float nan = Float.NaN;
    Metric.Batch batch =
        Batches.probabilities(
            2, new float[] {nan, nan, 1, 0, 0, 1}, new int[] {0, 0, 1}, new float[] {0, 1, 1});
    for (Metric metric :
        new Metric[] {
          new Accuracy(), new LogLoss(), new Brier(), new RocAuc(), new Calibration(9)
        }) {
      assertThat(Batches.number(metric, TWO, batch)).as("%s", metric).isNotNaN();
    }
  }

  @Test
  void impossibleProbabilitiesHaveAFiniteLoss() {
    Metric.Batch batch =
        Batches.probabilities(2, new float[] {0, 1}, new int[] {0}, Batches.ones(1));
    assertThat(Batches.number(new LogLoss(), TWO, batch)).isCloseTo(87.3365, within(1e-4));
  }

  @Test
  void nothingAddedIsNotANumber() {
    Metric[] all = {
      new TopK(1),
      new Precision(Average.MACRO),
      new Recall(Average.MICRO),
      new F1(Average.WEIGHTED),
      new Kappa(Kappa.Weights.LINEAR),
      new RocAuc(),
      new AveragePrecision(),
      new LogLoss(),
      new Brier(),
      new Calibration(3)
    };
    for (Metric metric : all) {
      assertThat(Batches.interval(metric, TWO))
          .as("%s", metric)
          .isEqualTo(new Result.Number(Double.NaN));
    }
  }

  @Test
  void binaryAverageNeedsTwoClasses() {
    assertThatThrownBy(() -> new F1(Average.BINARY).start(THREE))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "metric 'f1': average: binary is for two classes, got 3; use macro");
  }
}

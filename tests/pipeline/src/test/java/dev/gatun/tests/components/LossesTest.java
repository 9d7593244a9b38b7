package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Loss;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Network;
import dev.gatun.plugins.loss.BinaryCrossEntropy;
import dev.gatun.plugins.loss.Cosine;
import dev.gatun.plugins.loss.CrossEntropy;
import dev.gatun.plugins.loss.Hinge;
import dev.gatun.plugins.loss.Huber;
import dev.gatun.plugins.loss.KullbackLeibler;
import dev.gatun.plugins.loss.L1;
import dev.gatun.plugins.loss.L2;
import dev.gatun.plugins.loss.Lp;
import dev.gatun.plugins.loss.MeanSquared;
import dev.gatun.plugins.loss.MultiLabelMargin;
import dev.gatun.plugins.loss.NegativeLogLikelihood;
import dev.gatun.plugins.loss.Over;
import dev.gatun.plugins.loss.Reduction;
import dev.gatun.plugins.loss.SmoothL1;
import dev.gatun.plugins.loss.SoftMargin;
import dev.gatun.tests.pipeline.Networks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Losses of known scores. Where a test names no other source, the figures are those of PyTorch
/// 1.13 in float64, by the function its comment names, without reduction over examples.
final class LossesTest {
  private static final List<Double> WEIGHTS = List.of(0.5, 2.0, 3.0);

  private final LossTrial trial = new LossTrial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static void assertLosses(double[] losses, double... expected) {
    assertThat(losses).containsExactly(expected, within(1e-13));
  }

  @Test
  void crossEntropyWithWeightsAndSmoothing() {
    // cross_entropy(weight = …, label_smoothing = …)
    assertLosses(
        trial.ofClasses(new CrossEntropy(WEIGHTS, 0), 2, 0, 1, 1),
        0.697865949306098,
        0.16533630470361205,
        0.12248008646409095,
        2.1972245773362196);
    assertLosses(
        trial.ofClasses(new CrossEntropy(List.of(), 0.1), 2, 0, 1, 1),
        0.39095531643536596,
        0.4473392760738908,
        0.32374004323204547,
        1.0986122886681098);
    assertLosses(
        trial.ofClasses(new CrossEntropy(WEIGHTS, 0.1), 2, 0, 1, 1),
        0.912393384610861,
        0.517759319291242,
        0.4922927524102236,
        2.1789143725250844);
  }

  @Test
  void classWeightsAreOneForEachClass() {
    assertThatThrownBy(() -> trial.ofClasses(new CrossEntropy(List.of(1.0, 2.0), 0), 0, 1, 2, 0))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("class-weights: must be one number for each of 3 classes, got 2");
  }

  @Test
  void negativeLogLikelihoodTakesScoresAsLogarithms() {
    // nll_loss(weight = …)
    assertLosses(trial.ofClasses(new NegativeLogLikelihood(WEIGHTS), 2, 0, 1, 1), -6, -0.75, -6, 0);
    assertLosses(
        trial.ofClasses(new NegativeLogLikelihood(List.of()), 2, 0, 1, 1), -2, -1.5, -3, 0);
  }

  @Test
  void binaryCrossEntropyOfSeveralLabels() {
    // binary_cross_entropy_with_logits
    assertLosses(
        trial.ofValues(new BinaryCrossEntropy(1, Over.ALL, Reduction.MEAN), LossTrial.VALUES),
        0.2843113588561507,
        1.2214079013254986,
        0.3110381326446279,
        0.6931471805599453);
    // pos_weight = 2.5, summed
    assertLosses(
        trial.ofValues(new BinaryCrossEntropy(2.5, Over.ALL, Reduction.SUM), LossTrial.VALUES),
        1.754441569403071,
        5.369530213148845,
        1.0059954252944967,
        4.1588830833596715);
  }

  @Test
  void twoClassesNeedOneOutput() {
    Examples two = trial.classes(trial.rows(1, 2, -500, 500, 0), 2, 1, 0, 0, 1);
    double zero = Math.log(2);
    double[] logistic = {Math.log1p(Math.exp(-2)), 0, 500, zero};
    for (Loss loss :
        List.of(
            new BinaryCrossEntropy(1, Over.ALL, Reduction.MEAN), new SoftMargin(Reduction.MEAN))) {
      assertThat(loss.outputs(new Graph().target(two))).contains(1);
      Network network = Networks.of(two, LossTrial.IDENTITY, loss);
      assertLosses(Forward.of(network, two, network.losses()), logistic);
      assertThat(Forward.of(network, two, network.predictions()))
          .containsExactly(new double[] {1 / (1 + Math.exp(-2)), 0, 1, 0.5}, within(1e-15));
    }
    Examples three = trial.classes(trial.rows(3, LossTrial.SCORES), 3, 2, 0, 1, 1);
    Loss loss = new BinaryCrossEntropy(1, Over.ALL, Reduction.SUM);
    assertThat(loss.outputs(new Graph().target(three))).contains(3);
    assertLosses(
        trial.ofClasses(loss, 2, 0, 1, 1),
        trial.ofValues(loss, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0));
  }

  @Test
  void softMarginTakesWhatIsNotAboveZeroAsNo() {
    // soft_margin_loss of labels 1 and −1
    double[] expected = {
      0.2843113588561507, 1.2214079013254986, 0.3110381326446279, 0.6931471805599453
    };
    double[] signs = java.util.Arrays.stream(LossTrial.VALUES).map(y -> 2 * y - 1).toArray();
    assertLosses(trial.ofValues(new SoftMargin(Reduction.MEAN), LossTrial.VALUES), expected);
    assertLosses(trial.ofValues(new SoftMargin(Reduction.MEAN), signs), expected);
  }

  /// Figures of the course CS231n, lecture 3, Loss functions and optimization.
  @Test
  void hingeOfCatCarAndFrog() {
    Examples examples =
        trial.classes(trial.rows(3, 3.2, 5.1, -1.7, 1.3, 4.9, 2.0, 2.2, 2.5, -3.1), 3, 0, 1, 2);
    Network network = Networks.of(examples, LossTrial.IDENTITY, new Hinge(1, false));
    double[] losses = Forward.of(network, examples, network.losses());
    assertThat(losses).containsExactly(new double[] {2.9, 0, 12.9}, within(1e-6));
    assertThat((losses[0] + losses[1] + losses[2]) / 3).isCloseTo(5.27, within(0.005));
  }

  @Test
  void hingeWithMarginAndSquares() {
    // three times multi_margin_loss, and with p = 2, margin = 0.5
    assertLosses(trial.ofClasses(new Hinge(1, false), 0, 2, 0, 1), 2.5, 5.25, 9.125, 2);
    assertLosses(trial.ofClasses(new Hinge(0.5, true), 0, 2, 0, 1), 4, 9.8125, 37.140625, 0.5);
  }

  @Test
  void withoutWeightsHingeIsAMarginForEachWrongClass() {
    Examples examples = trial.classes(trial.rows(10, new double[10]), 10, 4);
    Network network = Networks.of(examples, LossTrial.IDENTITY, new Hinge(1, false));
    assertThat(Forward.of(network, examples, network.losses())).containsExactly(9);
  }

  @Test
  void multiLabelMarginComparesLabelsThatApplyWithOthers() {
    // multilabel_margin_loss
    assertLosses(trial.ofValues(new MultiLabelMargin(1), LossTrial.VALUES), 0, 1.75, 0, 2 / 3.0);
    assertThat(trial.ofValues(new MultiLabelMargin(1), new double[12]))
        .as("no label applies")
        .containsOnly(0);
  }

  @Test
  void divergenceFromADistribution() {
    // kl_div of log_softmax
    double[] truth = {0.25, 0.25, 0.5, 0, 0.25, 0.75, 1, 0, 0, 0.125, 0.625, 0.25};
    assertLosses(
        trial.ofValues(new KullbackLeibler(), truth),
        0.3804012122621146,
        1.7683374647884158,
        5.061240043232045,
        0.19835623739957298);
    assertLosses(
        trial.ofClasses(new KullbackLeibler(), 2, 0, 1, 1),
        trial.ofClasses(new CrossEntropy(), 2, 0, 1, 1));
  }

  @Test
  void cosineOfDirections() {
    // 1 − cosine_similarity; of scores without length, 1
    assertLosses(
        trial.ofValues(new Cosine(1e-8), LossTrial.VALUES),
        0.2667644248932336,
        1.4423258684646914,
        0.1684492855897155,
        1);
  }

  @Test
  void powersOfDifferences() {
    // mse_loss, l1_loss, huber_loss, smooth_l1_loss; lp by NumPy
    assertLosses(trial.ofValues(new L2(), LossTrial.VALUES), 1.40625, 2.6875, 4.0078125, 1);
    assertLosses(
        trial.ofValues(new MeanSquared(Over.ALL), LossTrial.VALUES),
        0.9375,
        5.375 / 3,
        2.671875,
        2 / 3.0);
    assertLosses(
        trial.ofValues(new L1(Over.ALL, Reduction.SUM), LossTrial.VALUES), 2.75, 3.5, 4.125, 2);
    assertLosses(
        trial.ofValues(new Lp(3, Over.ALL, Reduction.SUM), LossTrial.VALUES),
        3.078125,
        8.75,
        16.001953125,
        2);
    assertLosses(
        trial.ofValues(new Huber(0.75, Over.ALL, Reduction.MEAN), LossTrial.VALUES),
        0.4166666666666667,
        0.6354166666666666,
        0.8151041666666666,
        0.3125);
    assertLosses(
        trial.ofValues(new SmoothL1(0.75, Over.ALL, Reduction.MEAN), LossTrial.VALUES),
        0.5555555555555556,
        0.8472222222222223,
        1.0868055555555556,
        0.4166666666666667);
  }

  @Test
  void onlyWhatWasHiddenOrSeenCounts() {
    assertLosses(trial.masked(new L2(Over.HIDDEN)), 0.625, 0, 4.0078125, 0.5);
    assertLosses(trial.masked(new MeanSquared(Over.HIDDEN)), 0.625, 0, 2.671875, 1);
    assertLosses(trial.masked(new MeanSquared(Over.SEEN)), 1.5625, 5.375 / 3, 0, 0.5);
    assertLosses(trial.masked(new L1(Over.SEEN, Reduction.SUM)), 1.25, 3.5, 0, 1);
    assertThat(trial.masked(new L2())).containsExactly(trial.ofValues(new L2(), LossTrial.VALUES));
    assertThatThrownBy(() -> trial.ofValues(new L2(Over.HIDDEN), LossTrial.VALUES))
        .hasMessageContaining("the data has no mask; add the transform mask");
  }

  @Test
  void oneValueIsNotRepeatedForSeveralScores() {
    Examples examples =
        new Examples(
            trial.rows(3, LossTrial.SCORES),
            Optional.empty(),
            new Targets.Values(trial.rows(1, 1, 2, 3, 4)),
            Optional.empty());
    assertThatThrownBy(() -> Networks.of(examples, LossTrial.IDENTITY, new L2()))
        .hasMessageContaining("the model gives [n, 3], the target needs 1 outputs")
        .hasMessageContaining("must have as many features, got [n, 3] and [n, 1]");
  }

  @Test
  void predictions() {
    Examples examples = trial.classes(trial.rows(3, LossTrial.SCORES), 3, 2, 0, 1, 1);
    assertPredictions(examples, new NegativeLogLikelihood(List.of()), Math.exp(0.5));
    assertPredictions(examples, new KullbackLeibler(), 0.17682018210744427);
    assertPredictions(examples, new Hinge(1, false), 0.5);
    assertPredictions(examples, new MultiLabelMargin(1), 0.5);
    assertPredictions(
        examples, new BinaryCrossEntropy(1, Over.ALL, Reduction.SUM), 0.6224593312018546);
  }

  private static void assertPredictions(Examples examples, Loss loss, double first) {
    Network network = Networks.of(examples, LossTrial.IDENTITY, loss);
    assertThat(Forward.of(network, examples, network.predictions())[0])
        .as("%s", loss)
        .isCloseTo(first, within(1e-15));
  }
}

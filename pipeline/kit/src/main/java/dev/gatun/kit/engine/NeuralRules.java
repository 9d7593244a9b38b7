package dev.gatun.kit.engine;

import dev.gatun.engine.ElementType;
import java.util.Arrays;
import java.util.List;

/// Rules of activation, softmax and cross-entropy.
final class NeuralRules {
  private static final int ROWS = 5;
  private static final int COLUMNS = 37;

  private NeuralRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-20",
            Group.NEURAL,
            "Bias and activation in one pass, and their gradients, are as exact as one by one.",
            Agreement.of("biasActivation", "biasActivationGradient")),
        new Rule(
            "ENG-21",
            Group.NEURAL,
            "Softmax and its logarithm stay within what exponentials and their sum allow.",
            Agreement.of("softmax", "logSoftmax")),
        new Rule(
            "ENG-22",
            Group.NEURAL,
            "The gradients of softmax and of its logarithm stay within their sums' bounds.",
            Agreement.of("softmaxGradient", "logSoftmaxGradient")),
        new Rule(
            "ENG-23",
            Group.NEURAL,
            "Cross-entropy, squared distance and their gradients stay within what softmax and sums allow.",
            Agreement.of("softmaxCrossEntropy", "squaredDistance")),
        new Rule(
            "ENG-24",
            Group.NEURAL,
            "A row of scores with NaN gives NaN in all of that row, and in no other.",
            NeuralRules::rowsOfNaN),
        new Rule(
            "ENG-25",
            Group.NEURAL,
            "Scores however large, equal or far apart do not overflow.",
            NeuralRules::largeScores),
        new Rule(
            "ENG-26",
            Group.NEURAL,
            "A label out of range gives a loss and a gradient row of NaN, and spoils no other.",
            NeuralRules::labels));
  }

  private static void rowsOfNaN(Trial trial) {
    for (String operation : new String[] {"softmax", "logSoftmax", "softmaxCrossEntropy"}) {
      for (int place : new int[] {0, 6, 31, 36}) {
        for (Sample sample : Operations.named(operation).samples(trial.draw(), ROWS, COLUMNS)) {
          double[] x = sample.operand("x").values().clone();
          x[2 * COLUMNS + place] = Double.NaN;
          Loaded loaded = trial.load(sample.with("x", x));
          loaded.call();
          for (Operand output : sample.written()) {
            int width = output.shape().columns();
            double[] found = loaded.values(output.name());
            Require.allNaN(sample, output.name(), found, 2 * width, width);
            Arrays.fill(found, 2 * width, 3 * width, 0);
            Require.that(
                Arrays.stream(found).noneMatch(Double::isNaN),
                "%s: NaN in row 2 of x must not reach another row of %s, got %s",
                sample,
                output.name(),
                Arrays.toString(found));
          }
        }
      }
    }
  }

  private static void largeScores(Trial trial) {
    double[][] rows = {
      {1e4, 1e4, 1e4, -1e4, 0},
      {-1e4, -1e4, -1e4, -1e4, -1e4},
      {88, 89, 90, 300, -300},
      {1e30f, 0, -1e30f, 1, 2},
      {-104, 0, -88, -87, -20}
    };
    double[] x = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    Operand scores = Operand.in("x", x, 5, 5);
    Operand y = Operand.out("y", 5, 5);
    trial.agree(Sample.of("softmax", scores, y).within(SoftmaxBounds.softmax()));
    trial.agree(Sample.of("logSoftmax", scores, y).within(SoftmaxBounds.logSoftmax()));
    trial.agree(
        Sample.of(
                "softmaxCrossEntropy",
                scores,
                Operand.in("labels", new double[] {0, 1, 2, 0, 4}, 5).of(ElementType.I32),
                Operand.in("seeds", new double[] {1, 2, -1, 0.5, 1}, 5, 1),
                Operand.out("losses", 5, 1),
                Operand.out("dx", 5, 5))
            .within(SoftmaxBounds.crossEntropy()));
  }

  private static void labels(Trial trial) {
    for (int label : new int[] {-1, COLUMNS, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      for (Sample valid :
          Operations.named("softmaxCrossEntropy").samples(trial.draw(), ROWS, COLUMNS)) {
        double[] labels = valid.operand("labels").values().clone();
        labels[3] = label;
        trial.agree(valid.with("labels", labels));
      }
    }
  }
}

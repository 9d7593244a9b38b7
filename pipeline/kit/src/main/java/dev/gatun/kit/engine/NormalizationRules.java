package dev.gatun.kit.engine;

import java.util.Arrays;
import java.util.List;

/// Rules of layer and batch normalization.
final class NormalizationRules {
  private NormalizationRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "ENG-34",
            Group.NORMALIZATION,
            "Layer normalization and its gradients stay within what the cancellation in x − mean"
                + " allows.",
            Agreement.of("layerNorm", "layerNormGradient")),
        new Rule(
            "ENG-35",
            Group.NORMALIZATION,
            "Moments of channels are those of the population, right also far from 0; of none, NaN.",
            Agreement.both(Agreement.of("channelMoments"), NormalizationRules::farFromZero)),
        new Rule(
            "ENG-36",
            Group.NORMALIZATION,
            "Batch normalization and its gradients stay within what the cancellation in x − mean"
                + " allows.",
            Agreement.of("batchNorm", "batchNormGradient")));
  }

  private static void farFromZero(Trial trial) {
    double[] x = trial.draw().numbers(300);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (4096 + x[i]);
    }
    trial.agree(moments(x, 100, 3));
    double[] constant = new double[300];
    Arrays.fill(constant, 0.1f);
    trial.agree(moments(constant, 100, 3));
    Sample none = moments(new double[0], 0, 3);
    Loaded loaded = trial.load(none);
    loaded.call();
    Require.allNaN(none, "mean", loaded.values("mean"), 0, 3);
    Require.allNaN(none, "variance", loaded.values("variance"), 0, 3);
  }

  private static Sample moments(double[] x, int rows, int channels) {
    return Sample.of(
            "channelMoments",
            Operand.in("x", x, rows, channels),
            Operand.out("mean", 1, channels),
            Operand.out("variance", 1, channels))
        .within(NormalizationBounds.moments());
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean negative logarithm of the probability of the right class, in nats, with its normal
/// interval.
///
/// Probabilities are what the loss predicts. One below 1.2e-38 counts as that, 87.3 nats: in single
/// precision it may have been any smaller one. Examples count by their weights.
@Component(
    name = "log-loss",
    summary = "mean negative log-probability of the right class, in nats",
    formula = "−Σᵢ ln p[i, label[i]] / n",
    source = "Good 1952, Rational Decisions")
public record LogLoss() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PROBABILITIES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    ClassScores scores = ClassScores.of("log-loss", info);
    WeightedMean mean = new WeightedMean();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          double probability = scores.probability(batch, row, batch.labels()[row]);
          mean.add(-Math.log(Math.max(probability, Float.MIN_NORMAL)), batch.weights()[row]);
        }
      }

      @Override
      public Result result() {
        return mean.result(0, Double.MAX_VALUE);
      }
    };
  }
}

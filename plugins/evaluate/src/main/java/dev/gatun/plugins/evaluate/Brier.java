package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean squared distance of probabilities from the truth, summed over classes: from 0 to 2,
/// with its normal interval.
///
/// Of two classes both count, as Brier defined it, so that it is twice the binary score of
/// scikit-learn. Examples count by their weights.
@Component(
    name = "brier",
    summary = "mean squared distance of probabilities from the truth, summed over classes",
    formula = "Σᵢⱼ (p[i,j] − [label[i] = j])² / n",
    source = "Brier 1950, Verification of Forecasts Expressed in Terms of Probability, eq. 2")
public record Brier() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PROBABILITIES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    ClassScores scores = ClassScores.of("brier", info);
    WeightedMean mean = new WeightedMean();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          double sum = 0;
          for (int i = 0; i < scores.classes(); i++) {
            double truth = batch.labels()[row] == i ? 1 : 0;
            double difference = scores.probability(batch, row, i) - truth;
            sum += difference * difference;
          }
          mean.add(sum, batch.weights()[row]);
        }
      }

      @Override
      public Result result() {
        return mean.result(0, 2);
      }
    };
  }
}

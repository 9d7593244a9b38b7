package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean loss of an example, each weighted as the data says, without penalties, with its normal
/// interval.
///
/// NaN where there are no examples or their weights add up to 0. An example of weight 0 does not
/// count, even if its loss is NaN.
@Component(
    name = "loss",
    summary = "mean loss of an example, weighted by the examples' weights",
    formula = "Σ weight[i]·loss[i] / Σ weight[i]")
public record MeanLoss() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.LOSSES);
  }

  @Override
  public Meter start(Info info) {
    WeightedMean mean = new WeightedMean();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          mean.add(batch.losses()[row], batch.weights()[row]);
        }
      }

      @Override
      public Result result() {
        return mean.result(-Double.MAX_VALUE, Double.MAX_VALUE);
      }
    };
  }
}

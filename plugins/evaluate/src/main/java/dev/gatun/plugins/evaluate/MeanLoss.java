package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean loss of an example, each weighted as the data says, without penalties.
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
    return new Sum();
  }

  private static final class Sum implements Meter {
    private double losses;
    private double weights;

    @Override
    public void add(Batch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        double weight = batch.weights()[row];
        if (weight != 0) {
          losses += weight * batch.losses()[row];
          weights += weight;
        }
      }
    }

    @Override
    public Result result() {
      return new Result.Number(losses / weights);
    }
  }
}

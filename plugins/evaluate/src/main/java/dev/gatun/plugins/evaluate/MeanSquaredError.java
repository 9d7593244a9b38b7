package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean squared difference between predictions and values, over all outputs of all examples.
///
/// In the units the model works in, after transforms. Every example counts 1, whatever its weight.
/// NaN where there are no examples or a number is NaN.
@Component(
    name = "mse",
    summary = "mean squared error over all outputs, in the model's units",
    formula = "Σᵢⱼ (prediction[i,j] − value[i,j])² / (n·k)")
public record MeanSquaredError() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PREDICTIONS, Need.VALUES);
  }

  @Override
  public Meter start(Info info) {
    SquaredErrors errors = new SquaredErrors();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        errors.add(batch.predictions(), batch.values(), batch.rows() * batch.outputs());
      }

      @Override
      public Result result() {
        return new Result.Number(errors.mean());
      }
    };
  }
}

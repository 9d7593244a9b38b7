package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import java.util.EnumSet;

/// The mean squared difference between predictions and values, over all outputs of all examples,
/// with its normal interval.
///
/// In the units the model works in, after transforms. Examples count by their weights. NaN where
/// there are no examples or a number is NaN.
@Component(
    name = "mse",
    summary = "mean squared error over all outputs, in the model's units",
    formula = "Σᵢⱼ (prediction[i,j] − value[i,j])² / (n·k)",
    source = "Gauss 1823, Theoria combinationis observationum")
public record MeanSquaredError() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PREDICTIONS, Need.VALUES);
  }

  @Override
  public Meter start(Info info) {
    return new MeanError(difference -> difference * difference);
  }
}

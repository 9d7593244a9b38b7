package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import java.util.EnumSet;

/// The mean magnitude of the difference between predictions and values, over all outputs of all
/// examples, with its normal interval.
///
/// In the units the model works in, after transforms. Examples count by their weights. NaN where
/// there are no examples or a number is NaN.
@Component(
    name = "mae",
    summary = "mean absolute error over all outputs, in the model's units",
    formula = "Σᵢⱼ |prediction[i,j] − value[i,j]| / (n·k)",
    source =
        "Willmott and Matsuura 2005, Advantages of the Mean Absolute Error over the Root Mean Square Error")
public record MeanAbsoluteError() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PREDICTIONS, Need.VALUES);
  }

  @Override
  public Meter start(Info info) {
    return new MeanError(Math::abs);
  }
}

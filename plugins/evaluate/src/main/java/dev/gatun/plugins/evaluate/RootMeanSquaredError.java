package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;
import java.util.Optional;

/// The root of the mean squared difference between predictions and values, over all outputs of all
/// examples; the ends of its interval are the roots of those of `mse`.
///
/// In the units the model works in, after transforms. Examples count by their weights. NaN where
/// there are no examples or a number is NaN.
@Component(
    name = "rmse",
    summary = "root of the mean squared error, in the model's units",
    formula = "√(Σᵢⱼ (prediction[i,j] − value[i,j])² / (n·k))",
    source = "Gauss 1823, Theoria combinationis observationum")
public record RootMeanSquaredError() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PREDICTIONS, Need.VALUES);
  }

  @Override
  public Meter start(Info info) {
    MeanError squares = new MeanError(difference -> difference * difference);
    return new Meter() {
      @Override
      public void add(Batch batch) {
        squares.add(batch);
      }

      @Override
      public Result result() {
        Result.Number mean = squares.result();
        Optional<Result.Interval> roots =
            mean.interval()
                .map(ends -> new Result.Interval(Math.sqrt(ends.low()), Math.sqrt(ends.high())));
        return new Result.Number(Math.sqrt(mean.value()), roots);
      }
    };
  }
}

package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Multiplies the step size after each epoch.
@Component(
    name = "exponential",
    summary = "multiplies the step size after each epoch",
    formula = "factor^(epochs done)",
    source = "PyTorch, ExponentialLR")
public record Exponential(
    @Option("what the step size is multiplied with") @Default("0.95") @Above(0) @AtMost(1)
        double factor)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    long done = step / stepsPerEpoch;
    return Math.pow(factor, (double) done);
  }
}

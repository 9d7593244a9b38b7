package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Multiplies the step size every few epochs.
@Component(
    name = "step",
    summary = "multiplies the step size every few epochs",
    formula = "factorᵏ, k = ⌊epochs done / every⌋")
public record Step(
    @Option("epochs between two changes") @Default("10") @AtLeast(1) int every,
    @Option("what the step size is multiplied with") @Default("0.1") @Above(0) @AtMost(1)
        double factor)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    long changes = step / stepsPerEpoch / every;
    return Math.pow(factor, (double) changes);
  }
}

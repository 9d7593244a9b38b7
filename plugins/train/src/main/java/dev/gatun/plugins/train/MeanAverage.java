package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Average;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;

/// The mean of the parameters of all steps from an epoch on; before it, there is no average.
@Component(
    name = "mean",
    summary = "mean of the parameters of all steps from an epoch on",
    formula = "θ̄ₜ = θ̄ₜ₋₁ + (θₜ − θ̄ₜ₋₁) / k at the k-th step from the epoch on",
    source = "Polyak, Juditsky 1992, Acceleration of Stochastic Approximation by Averaging, eq. 3")
public record MeanAverage(
    @Option("the first epoch whose steps count") @Default("1") @AtLeast(1) int from)
    implements Average {
  @Override
  public double share(long step, long stepsPerEpoch) {
    return 1.0 / Math.max(1, step - (from - 1) * stepsPerEpoch);
  }
}

package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Average;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;

/// The exponential moving average, corrected for its beginning as Adam's moments are: before
/// correction it begins at 0, so that the first parameters, which are random, have no part in it.
@Component(
    name = "exponential",
    summary = "moving average that forgets the parameters of earlier steps by and by",
    formula = "θ̄ₜ = decay·θ̄ₜ₋₁ + (1 − decay)·θₜ from θ̄₀ = 0, divided by 1 − decayᵗ",
    source = "Kingma, Ba 2015, Adam: A Method for Stochastic Optimization, section 7.2")
public record ExponentialAverage(
    @Option("what is left of the weight of earlier steps after each")
        @Default("0.999")
        @AtLeast(0)
        @Below(1)
        double decay)
    implements Average {
  @Override
  public double share(long step, long stepsPerEpoch) {
    return (1 - decay) / (1 - Math.pow(decay, (double) step));
  }
}

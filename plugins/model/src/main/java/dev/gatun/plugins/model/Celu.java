package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// An exponential unit whose slope at 0 is 1 for every alpha.
@Component(
    name = "celu",
    summary = "continuously differentiable exponential linear unit",
    formula = "max(0, x) + min(0, alpha·(e^(x/alpha) − 1))",
    source = "Barron 2017, Continuously Differentiable Exponential Linear Units, eq. 2")
public record Celu(@Option("minus the limit at −∞") @Default("1") @Above(0) double alpha)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.times(1 / alpha).elu(1).times(alpha);
  }
}

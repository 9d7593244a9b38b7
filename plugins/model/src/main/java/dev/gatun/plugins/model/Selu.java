package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// A scaled exponential unit that keeps mean 0 and variance 1 through layers whose weights begin
/// with variance 1 / inputs.
@Component(
    name = "selu",
    summary = "self-normalizing exponential linear unit",
    formula = "λ·x if x > 0, else λ·α·(eˣ − 1); α = 1.6732…, λ = 1.0507…",
    source = "Klambauer et al. 2017, Self-Normalizing Neural Networks, eq. 2 and 14")
public record Selu() implements Layer {
  private static final double ALPHA = 1.6732632423543772;
  private static final double SCALE = 1.0507009873554805;

  @Override
  public Value apply(Scope scope, Value x) {
    return x.elu(ALPHA).times(SCALE);
  }
}

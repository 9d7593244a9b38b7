package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Lets one half of the channels (features, where there are none) decide how much of the other half
/// passes.
@Component(
    name = "glu",
    summary = "gated linear unit: one half gates the other",
    formula = "a / (1 + e⁻ᵇ), x = [a, b] side by side",
    source = "Dauphin et al. 2017, Language Modeling with Gated Convolutional Networks, eq. 1")
public record Glu() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Value value = Channels.part(x, 0, 2);
    return value.times(Channels.part(x, 1, 2).sigmoid());
  }
}

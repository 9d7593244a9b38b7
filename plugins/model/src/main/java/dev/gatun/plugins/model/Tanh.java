package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Squashes each number into (−1, 1).
@Component(
    name = "tanh",
    summary = "hyperbolic tangent",
    formula = "tanh x",
    source = "LeCun et al. 1998, Efficient BackProp, section 4.4")
public record Tanh() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.tanh();
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// The sigmoid linear unit, also called swish.
@Component(
    name = "silu",
    summary = "x times its logistic function (swish)",
    formula = "x / (1 + e⁻ˣ)",
    source =
        "Elfwing et al. 2018, Sigmoid-Weighted Linear Units, eq. 3; Ramachandran et al. 2017, Searching for Activation Functions")
public record Silu() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.times(x.sigmoid());
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Passes positive numbers and lets the others run out towards −alpha.
@Component(
    name = "elu",
    summary = "exponential linear unit",
    formula = "x if x > 0, else alpha·(eˣ − 1)",
    source =
        "Clevert et al. 2016, Fast and Accurate Deep Network Learning by Exponential Linear Units, eq. 1")
public record Elu(@Option("minus the limit at −∞") @Default("1") @AtLeast(0) double alpha)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.elu(alpha);
  }
}

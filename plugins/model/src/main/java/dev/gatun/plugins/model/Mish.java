package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// A smooth unit close to [Silu].
@Component(
    name = "mish",
    summary = "smooth self-gated unit",
    formula = "x·tanh(ln(1 + eˣ))",
    source = "Misra 2019, Mish: A Self Regularized Non-Monotonic Activation Function, eq. 1")
public record Mish() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.times(x.softplus().tanh());
  }
}

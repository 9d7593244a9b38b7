package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// What tanh takes away.
@Component(
    name = "tanhshrink",
    summary = "x less its hyperbolic tangent",
    formula = "x − tanh x",
    source = "PyTorch, torch.nn.Tanhshrink")
public record Tanhshrink() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.minus(x.tanh());
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Squashes each number into (−1, 1), more slowly than tanh.
@Component(
    name = "softsign",
    summary = "squashes by its magnitude",
    formula = "x / (1 + |x|)",
    source = "Bergstra et al. 2009, Quadratic Polynomials Learn Better Image Features, section 2")
public record Softsign() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.dividedBy(x.abs().plus(1));
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Rosenblatt's threshold: 1 from 0 on, else 0. Its gradient is 0 everywhere, so nothing below it
/// learns by gradient descent.
@Component(
    name = "step",
    summary = "threshold of the perceptron; its gradient is 0",
    formula = "1 if x ≥ 0, else 0",
    source = "Rosenblatt 1958, The Perceptron")
public record Step() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.below(0, 1).negate().plus(1);
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// A rectifier that stops at 6.
@Component(
    name = "relu6",
    summary = "rectifier limited to 6",
    formula = "min(max(0, x), 6)",
    source = "Krizhevsky 2010, Convolutional Deep Belief Networks on CIFAR-10, section 2.1")
public record Relu6() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.clamp(0, 6);
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Passes positive numbers and zeroes the others; its gradient at 0 is 0.
@Component(
    name = "relu",
    summary = "rectified linear unit",
    formula = "max(0, x)",
    source = "Nair, Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines")
public record Relu() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.relu();
  }
}

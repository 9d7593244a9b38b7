package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Passes positive numbers and shrinks the others; the gradient at 0 is the slope.
@Component(
    name = "leaky-relu",
    summary = "rectifier that lets a little through",
    formula = "max(0, x) + slope·min(0, x)",
    source = "Maas et al. 2013, Rectifier Nonlinearities Improve Neural Network Acoustic Models")
public record LeakyRelu(@Option("factor below 0") @Default("0.01") @AtLeast(0) double slope)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.leakyRelu(slope);
  }
}

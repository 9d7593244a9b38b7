package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Three straight lines in place of the logistic function.
@Component(
    name = "hardsigmoid",
    summary = "piecewise linear logistic function",
    formula = "min(max(0, x/6 + 1/2), 1)",
    source = "Howard et al. 2019, Searching for MobileNetV3, section 5.2")
public record Hardsigmoid() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.times(1.0 / 6).plus(0.5).clamp(0, 1);
  }
}

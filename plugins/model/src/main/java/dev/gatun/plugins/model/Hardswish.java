package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// [Silu] with three straight lines in place of the logistic function.
@Component(
    name = "hardswish",
    summary = "piecewise silu",
    formula = "x·min(max(0, x + 3), 6) / 6",
    source = "Howard et al. 2019, Searching for MobileNetV3, section 5.2")
public record Hardswish() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.times(x.times(1.0 / 6).plus(0.5).clamp(0, 1));
  }
}

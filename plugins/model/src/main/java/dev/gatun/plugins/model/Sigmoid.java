package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Squashes each number into (0, 1).
@Component(
    name = "sigmoid",
    summary = "logistic function",
    formula = "1 / (1 + e⁻ˣ)",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.59")
public record Sigmoid() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.sigmoid();
  }
}

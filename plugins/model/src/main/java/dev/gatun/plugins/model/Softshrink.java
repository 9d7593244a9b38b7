package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Moves each number towards 0 by a threshold: the proximal operator of the L1 norm.
@Component(
    name = "softshrink",
    summary = "soft threshold",
    formula = "x − min(max(x, −threshold), threshold)",
    source = "Donoho, Johnstone 1994, Ideal Spatial Adaptation by Wavelet Shrinkage, eq. 13")
public record Softshrink(
    @Option("what magnitudes lose") @Default("0.5") @AtLeast(0) double threshold) implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.minus(x.clamp(-threshold, threshold));
  }
}

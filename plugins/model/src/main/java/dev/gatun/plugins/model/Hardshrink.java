package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Zeroes numbers whose magnitude does not exceed a threshold.
@Component(
    name = "hardshrink",
    summary = "hard threshold",
    formula = "x if |x| > threshold, else 0",
    source = "Donoho, Johnstone 1994, Ideal Spatial Adaptation by Wavelet Shrinkage, eq. 12")
public record Hardshrink(
    @Option("greatest magnitude that becomes 0") @Default("0.5") @AtLeast(0) double threshold)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.times(x.abs().above(threshold, 1));
  }
}

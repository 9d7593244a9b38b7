package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Limits each number to an interval; the gradient is 0 at its ends and beyond.
@Component(
    name = "hardtanh",
    summary = "limits to an interval",
    formula = "min(max(x, least), greatest)",
    source = "Collobert 2004, Large Scale Machine Learning, section 2.3")
public record Hardtanh(
    @Option("least value") @Default("-1") double least,
    @Option("greatest value") @Default("1") double greatest)
    implements Layer {
  /// Checks the interval.
  public Hardtanh {
    if (!(least < greatest)) {
      throw new IllegalArgumentException(
          "least must be below greatest, got %s and %s".formatted(least, greatest));
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    return x.clamp(least, greatest);
  }
}

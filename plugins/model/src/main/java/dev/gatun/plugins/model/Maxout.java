package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Divides the channels (features, where there are none) into pieces and takes the greatest of
/// their numbers: after a linear layer of `pieces·k` units, k units that learn their own convex
/// function.
@Component(
    name = "maxout",
    summary = "greatest of several linear pieces",
    formula = "y[j] = max over p of x[p·k + j], k = channels / pieces",
    source = "Goodfellow et al. 2013, Maxout Networks, section 3")
public record Maxout(
    @Option("numbers that compete for one output") @Default("2") @AtLeast(2) int pieces)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Value greatest = Channels.part(x, 0, pieces);
    for (int i = 1; i < pieces; i++) {
      greatest = Channels.part(x, i, pieces).maximum(greatest);
    }
    return greatest;
  }
}

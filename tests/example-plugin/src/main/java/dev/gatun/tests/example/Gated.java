package dev.gatun.tests.example;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Auto;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;

/// A linear layer with a gate for each output; axes after the first are flattened.
///
/// Parameters: `weight` and `gate`, both `[features, units]`.
@Component(
    name = "gated",
    summary = "linear layer with a gate for each output",
    formula = "(x·W) ⊙ σ(x·V)",
    source = "Dauphin et al. 2017, Language Modeling with Gated Convolutional Networks, eq. 1")
public record Gated(
    @Option("outputs; auto: as many as the target needs") @Auto @AtLeast(1) int units,
    @Option("first values of both weights") @Default("he") Initializer initializer)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Value flat = x.flatten();
    Shape shape = Shape.of(flat.features(), units);
    Value weight = scope.parameter("weight", shape, initializer);
    Value gate = scope.parameter("gate", shape, initializer);
    return flat.matmul(weight).times(flat.matmul(gate).sigmoid());
  }
}

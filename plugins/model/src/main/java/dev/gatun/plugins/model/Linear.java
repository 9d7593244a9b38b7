package dev.gatun.plugins.model;

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

/// A fully connected layer, `y = x·W + b`; axes after the first are flattened.
///
/// Parameters: `weight`, `[features, units]`; `bias`, `[1, units]`.
@Component(
    name = "linear",
    summary = "fully connected layer",
    formula = "x·W + b",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 5.2")
public record Linear(
    @Option("outputs; auto: as many as the target needs") @Auto @AtLeast(1) int units,
    @Option("whether to add a bias") @Default("true") boolean bias,
    @Option("first values of the weight") @Default("he") Initializer initializer)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Value flat = x.flatten();
    Shape shape = Shape.of(flat.features(), units);
    Value y = flat.matmul(scope.parameter("weight", shape, initializer));
    return bias ? y.plus(scope.parameter("bias", Shape.of(1, units), initializer.bias(shape))) : y;
  }
}

package dev.gatun.api;

import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// A differentiable function with parameters. Gradients follow from the operations it is composed
/// of.
///
/// {@snippet file="dev/gatun/tests/example/Gated.java"}
@Kind("layer")
public non-sealed interface Layer extends Model {
  /// Adds the layer to a graph.
  ///
  /// @param scope gives the layer its parameters and states, named under the layer's id
  /// @param x the input, `[n, …]`
  /// @return the output, `[n, …]`
  /// @throws dev.gatun.engine.ShapeMismatchException if the input's shape does not suit
  Value apply(Scope scope, Value x);
}

package dev.gatun.api;

import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// Prepares examples for the model, in front of it and in the same graph: it is saved with the
/// model and applied by `evaluate` and `predict` alike.
@Kind("transform")
public interface Transform {
  /// Adds the transform to a graph.
  ///
  /// What it learns from data (a mean, say) goes into states of the scope, see [Scope#learned].
  ///
  /// @param scope gives states, named under the transform's id
  /// @param sample inputs and target as the transforms before left them
  /// @return inputs and target as the next transform gets them
  Sample apply(Scope scope, Sample sample);

  /// Composes the inverse, so that figures show inputs as they came; empty where there is none.
  ///
  /// @param scope the same scope as in [#apply]
  /// @param before what [#apply] was given
  /// @param inputs transformed inputs, or predictions of them
  /// @return inputs as they were before
  default Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.empty();
  }
}

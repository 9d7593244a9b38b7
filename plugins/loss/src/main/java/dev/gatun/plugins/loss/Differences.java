package dev.gatun.plugins.loss;

import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ShapeMismatchException;

/// Scores beside the values they should have been.
final class Differences {
  private Differences() {}

  /// {@return scores minus values, `[n, features]`}
  ///
  /// @param scores what the model gives
  /// @param target has values
  static Value of(Value scores, Target target) {
    return scores.flatten().minus(values(scores, target));
  }

  /// {@return the target's values, `[n, features]`}
  ///
  /// @param scores what the model gives
  /// @param target has values
  /// @throws ShapeMismatchException if there are not as many as scores
  static Value values(Value scores, Target target) {
    return like(scores, target.values());
  }

  /// {@return a value that goes with the scores, one by one; a single column would otherwise be
  /// repeated to their shape without a word}
  static Value like(Value scores, Value other) {
    if (other.features() != scores.features()) {
      throw new ShapeMismatchException(
          "scores and values: must have as many features, got %s and %s"
              .formatted(scores.shape(), other.shape()));
    }
    return other.flatten();
  }
}

package dev.gatun.api;

import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// How wrong scores are, and how they become predictions.
@Kind("loss")
public interface Loss {
  /// Composes one loss per example; weighting and the mean over examples are the framework's.
  ///
  /// @param scores what the model gives, `[n, …]`
  /// @param target what the data asks for
  /// @return the losses, `[n, 1]`
  Value of(Value scores, Target target);

  /// Composes predictions from scores, such as probabilities; the scores themselves unless
  /// overridden.
  ///
  /// @param scores what the model gives, `[n, …]`
  /// @return predictions of the same shape
  default Value predict(Value scores) {
    return scores;
  }
}

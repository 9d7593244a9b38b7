package dev.gatun.api;

import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// How wrong scores are, and how they become predictions.
///
/// {@snippet file="dev/gatun/tests/example/Focal.java"}
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

  /// {@return whether [#predict] gives probabilities: one for each class, or of the second of two
  /// classes where there is one output}
  default boolean predictsProbabilities() {
    return false;
  }

  /// {@return what `units: auto` means: how many numbers the model is to give for an example; empty
  /// where there is no target}
  ///
  /// A loss that tells two classes apart by a single score overrides it; its scores must then be
  /// above 0 for the second class.
  ///
  /// @param target what the data asks for
  default Optional<Integer> outputs(Target target) {
    return target.outputs();
  }
}

package dev.gatun.plugins.loss;

import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// Labels of losses that judge each output by itself: does it apply or not?
final class Labels {
  private Labels() {}

  /// {@return how many outputs there are to be: one for two classes, which says how likely the
  /// second is; else what the target needs}
  ///
  /// @param target classes or values
  static Optional<Integer> outputs(Target target) {
    return !target.hasValues() && target.hasLabels() && target.classes().size() == 2
        ? Optional.of(1)
        : target.outputs();
  }

  /// {@return 1 where an output applies, 0 where it does not, or what the values say between, `[n,
  /// features]`}
  ///
  /// @param scores what the model gives
  /// @param target classes or values
  static Value of(Value scores, Target target) {
    if (target.hasValues()) {
      return Differences.values(scores, target);
    }
    Value oneHot = target.oneHot();
    boolean single = scores.features() == 1 && target.classes().size() == 2;
    return single ? oneHot.columns(1, 1) : Differences.like(scores, oneHot);
  }
}

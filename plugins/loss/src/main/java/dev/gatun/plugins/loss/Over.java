package dev.gatun.plugins.loss;

import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// Which outputs of an example a loss counts.
public enum Over {
  /// All of them.
  ALL,
  /// Those that were hidden from the model, such as the part of an image it is to fill in.
  HIDDEN,
  /// Those that were not hidden.
  SEEN;

  /// {@return one number for each example, `[n, 1]`: the sum, or the mean of those counted; 0 where
  /// none is}
  ///
  /// @param each one number for each output, `[n, …]`
  /// @param target tells what was hidden
  /// @param reduction sum or mean
  /// @throws dev.gatun.api.data.DataException if what was hidden matters and nothing was
  Value reduce(Value each, Target target, Reduction reduction) {
    if (this == ALL) {
      return reduction.of(each);
    }
    Value hidden = target.mask().flatten();
    Value counted = this == HIDDEN ? hidden : hidden.negate().plus(1);
    Value sum = each.flatten().times(counted).sumRows();
    return reduction == Reduction.SUM
        ? sum
        : sum.dividedBy(counted.sumRows().maximum(each.graph().constant(1)));
  }
}

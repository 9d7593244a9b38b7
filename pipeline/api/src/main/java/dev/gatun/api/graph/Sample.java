package dev.gatun.api.graph;

import dev.gatun.api.Range;
import java.util.Optional;

/// What a transform changes: the inputs and what they are to be mapped to.
///
/// @param inputs `[n, …]`
/// @param range the interval the inputs come from, such as `[0, 255]`; empty where it is not known
/// @param target labels, values or both
public record Sample(Value inputs, Optional<Range> range, Target target) {
  /// Makes one whose inputs come from an interval that is not known.
  ///
  /// @param inputs `[n, …]`
  /// @param target labels, values or both
  public Sample(Value inputs, Target target) {
    this(inputs, Optional.empty(), target);
  }
}

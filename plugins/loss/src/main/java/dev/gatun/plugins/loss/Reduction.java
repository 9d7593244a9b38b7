package dev.gatun.plugins.loss;

import dev.gatun.api.graph.Value;

/// How the losses of an example's outputs become one.
public enum Reduction {
  /// Their sum.
  SUM,
  /// Their mean.
  MEAN;

  /// {@return one number for each example, `[n, 1]`}
  ///
  /// @param each one number for each output, `[n, …]`
  Value of(Value each) {
    Value flat = each.flatten();
    return this == SUM ? flat.sumRows() : flat.meanRows();
  }
}

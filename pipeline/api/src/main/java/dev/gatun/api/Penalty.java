package dev.gatun.api;

import dev.gatun.api.graph.Value;

/// A cost of parameters alone, added to the loss with the weight the definition gives it.
@Kind("penalty")
public interface Penalty {
  /// {@return which parameters: full names such as `hidden.weight`, `*` for any run of characters}
  String parameters();

  /// Composes the cost of one parameter.
  ///
  /// @param parameter of any closed shape
  /// @return one number, `[1, 1]`
  Value of(Value parameter);
}

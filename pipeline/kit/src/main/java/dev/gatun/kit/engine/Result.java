package dev.gatun.kit.engine;

import dev.gatun.kit.Outcome;

/// What came of trying a rule on an engine.
///
/// @param rule the rule
/// @param outcome what came of it
/// @param nanos how long it took
public record Result(Rule rule, Outcome outcome, long nanos) {
  /// {@return whether the engine does not break the rule}
  public boolean isKept() {
    return outcome.isKept();
  }
}

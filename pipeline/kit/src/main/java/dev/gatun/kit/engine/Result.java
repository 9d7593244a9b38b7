package dev.gatun.kit.engine;

/// What came of trying a rule on an engine.
///
/// @param rule the rule
/// @param outcome what came of it
/// @param nanos how long it took
public record Result(Rule rule, Outcome outcome, long nanos) {
  /// What came of a rule.
  public sealed interface Outcome {}

  /// The engine keeps it.
  public record Passed() implements Outcome {}

  /// The engine breaks it.
  ///
  /// @param sentence operation, arguments, element, expected, found, allowed, seed
  public record Violated(String sentence) implements Outcome {}

  /// The contract exempts the engine.
  ///
  /// @param reason why
  public record Exempt(String reason) implements Outcome {}

  /// {@return whether the engine does not break the rule}
  public boolean isKept() {
    return !(outcome instanceof Violated);
  }
}

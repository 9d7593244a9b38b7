package dev.gatun.kit;

/// What came of trying a rule.
public sealed interface Outcome {
  /// The rule is kept.
  record Passed() implements Outcome {}

  /// The rule is broken.
  ///
  /// @param sentence where, what must hold, what was found
  record Violated(String sentence) implements Outcome {}

  /// The contract makes an exception.
  ///
  /// @param reason why
  record Exempt(String reason) implements Outcome {}

  /// {@return whether the rule is not broken}
  default boolean isKept() {
    return !(this instanceof Violated);
  }

  /// {@return what a person should know of it; empty for a rule that is kept}
  default String reason() {
    return switch (this) {
      case Passed() -> "";
      case Violated(String sentence) -> sentence;
      case Exempt(String reason) -> reason;
    };
  }

  /// {@return the outcome in one word}
  default String title() {
    return switch (this) {
      case Passed() -> "kept";
      case Violated(_) -> "broken";
      case Exempt(_) -> "exempt";
    };
  }
}

package dev.gatun.kit.engine;

import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;

/// Something every engine must do.
///
/// @param id `ENG-01` and so on; an id keeps its meaning
/// @param group what it is about
/// @param text the rule in one sentence
/// @param check finds out whether an engine keeps it
public record Rule(String id, Group group, String text, Check check) {
  /// Finds out whether an engine keeps a rule.
  @FunctionalInterface
  public interface Check {
    /// Returns if the engine keeps the rule.
    ///
    /// @param trial the engine, and what it is measured by
    /// @throws Violation if it does not
    /// @throws NotApplicable if the contract exempts this engine
    void check(Trial trial);
  }
}

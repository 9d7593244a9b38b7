package dev.gatun.kit.component;

import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;
import java.util.Set;

/// Something every component of some kinds must do.
///
/// @param id `CMP-01` and so on; an id keeps its meaning
/// @param group what it is about
/// @param kinds the kinds it holds for; empty for all
/// @param text the rule in one sentence
/// @param check finds out whether a component keeps it
public record Rule(String id, Group group, Set<Class<?>> kinds, String text, Check check) {
  /// Finds out whether a component keeps a rule.
  @FunctionalInterface
  public interface Check {
    /// Returns if the component keeps the rule.
    ///
    /// @param trial the component, and what it is tried with
    /// @throws Violation if it does not
    /// @throws NotApplicable if the contract exempts it
    void check(Trial trial);
  }

  /// {@return whether the rule holds for a component}
  ///
  /// @param subject the component
  public boolean concerns(Subject subject) {
    return kinds.isEmpty() || kinds.contains(subject.kind());
  }
}

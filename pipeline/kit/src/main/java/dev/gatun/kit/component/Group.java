package dev.gatun.kit.component;

import java.util.Locale;

/// What a rule is about.
public enum Group {
  /// Name, options, defaults and bounds.
  DECLARATION,
  /// What it gives of what it is given.
  RESULTS,
  /// Backward passes.
  GRADIENTS,
  /// What an operation may touch, and for how long.
  CONDUCT,
  /// The same bits again.
  DETERMINISM;

  /// {@return the name in words}
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

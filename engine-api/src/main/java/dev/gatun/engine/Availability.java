package dev.gatun.engine;

import java.util.List;

/// Whether an engine can run here: a value, so that a list can show it and a message can quote it.
public sealed interface Availability {
  /// It can.
  ///
  /// @param detail what would run, such as the library and the vector width
  /// @param notes sentences a person should read before relying on it, such as that a setting makes
  ///   it slower than it could be, each with what to do
  record Available(String detail, List<String> notes) implements Availability {
    /// It can, and there is nothing to say about it.
    ///
    /// @param detail what would run
    public Available(String detail) {
      this(detail, List.of());
    }
  }

  /// It cannot.
  ///
  /// @param reason what was tried and what came of it
  /// @param remedy what a person can do about it
  record Unavailable(String reason, String remedy) implements Availability {}
}

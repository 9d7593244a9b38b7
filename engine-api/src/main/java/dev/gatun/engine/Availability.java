package dev.gatun.engine;

/// Whether an engine can run here: a value, so that a list can show it and a message can quote it.
public sealed interface Availability {
  /// It can.
  ///
  /// @param detail what would run, such as the library and the vector width
  record Available(String detail) implements Availability {}

  /// It cannot.
  ///
  /// @param reason what was tried and what came of it
  /// @param remedy what a person can do about it
  record Unavailable(String reason, String remedy) implements Availability {}
}

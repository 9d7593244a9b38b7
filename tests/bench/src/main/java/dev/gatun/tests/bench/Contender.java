package dev.gatun.tests.bench;

import java.util.List;
import java.util.Map;

/// One setting of one library: a process that answers requests for work.
///
/// @param name of the library; the best of several settings counts
/// @param setting in a few words; empty where there is only one
/// @param command that starts the process
/// @param environment to add
record Contender(
    String name, String setting, List<String> command, Map<String, String> environment) {
  /// The C program.
  static final String LIMIT = "limit";

  /// Gatun's engines.
  static final List<String> ENGINES = List.of("openblas", "java");

  /// Copies what it is given.
  Contender {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// {@return whether it is another library}
  boolean isPeer() {
    return !name.equals(LIMIT) && !ENGINES.contains(name);
  }

  /// {@return name and setting}
  String label() {
    return setting.isEmpty() ? name : name + ", " + setting;
  }
}

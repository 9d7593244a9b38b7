package dev.gatun.runner.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One mistake in a definition.
///
/// @param position where it is
/// @param path the value in definition notation, such as `model.layers[0].type`; may be empty
/// @param message what must hold, what was found and what to do
public record Problem(Position position, String path, String message) {
  /// {@return the problems in reading order: the definition file first, then other sources}
  ///
  /// @param problems in any order; not modified
  /// @param file the definition file
  public static List<Problem> sorted(List<Problem> problems, String file) {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(
        Comparator.<Problem>comparingInt(p -> p.position().file().equals(file) ? 0 : 1)
            .thenComparing(Problem::position));
    return sorted;
  }

  /// {@return the problem with more in its message}
  ///
  /// @param more to put behind it
  Problem with(String more) {
    return new Problem(position, path, message + more);
  }

  /// {@return `file:line:column path: message`}
  @Override
  public String toString() {
    boolean said = path.isEmpty() || position.file().startsWith("--set " + path + "=");
    return said ? position + ": " + message : position + " " + path + ": " + message;
  }
}

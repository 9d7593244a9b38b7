package dev.gatun.runner.definition;

/// Where something in a definition was written.
///
/// @param file the file as it was named, or another source such as `--set seed=7`
/// @param line from 1; 0 where the source has no lines
/// @param column from 1, in characters; 0 where the source has no lines
public record Position(String file, int line, int column) implements Comparable<Position> {
  /// The position of everything that is not written in a definition.
  public static final Position DEFAULT = Position.of("default");

  /// {@return a source as a whole}
  ///
  /// @param source a file or another source
  public static Position of(String source) {
    return new Position(source, 0, 0);
  }

  /// {@return whether it says line and column}
  public boolean hasLine() {
    return line > 0;
  }

  @Override
  public int compareTo(Position other) {
    int order = file.compareTo(other.file);
    if (order == 0) {
      order = Integer.compare(line, other.line);
    }
    return order == 0 ? Integer.compare(column, other.column) : order;
  }

  /// {@return `file:line:column`, or the source alone}
  @Override
  public String toString() {
    return hasLine() ? file + ":" + line + ":" + column : file;
  }
}

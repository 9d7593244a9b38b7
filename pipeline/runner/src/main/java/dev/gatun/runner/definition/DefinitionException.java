package dev.gatun.runner.definition;

import java.util.List;
import java.util.stream.Collectors;

/// Says everything that is wrong with a definition, a line for each problem.
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// Makes an exception of problems.
  ///
  /// @param problems at least one, in reading order
  public DefinitionException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// Makes an exception of one problem.
  ///
  /// @param position where it is
  /// @param path the value in definition notation; may be empty
  /// @param message what must hold, what was found and what to do
  public DefinitionException(Position position, String path, String message) {
    this(List.of(new Problem(position, path, message)));
  }

  /// {@return the problems in reading order}
  public List<Problem> problems() {
    return problems;
  }
}

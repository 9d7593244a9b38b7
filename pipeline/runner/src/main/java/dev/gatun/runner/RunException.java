package dev.gatun.runner;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Why a command ended without being done, in one sentence, with its exit code and what it is
/// about.
public final class RunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String where;

  /// Makes one.
  ///
  /// @param code how the command ends
  /// @param where what it is about: a file, an option of the command, or a path in the definition
  /// @param message where, what was expected, what was found, what to do
  /// @param cause what was thrown, for `--stacktrace`
  public RunException(ExitCode code, String where, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.where = where;
  }

  /// {@return how the command ends}
  public ExitCode code() {
    return code;
  }

  /// {@return what it is about: a file, an option of the command, or a path in the definition}
  public String where() {
    return where;
  }
}

package dev.gatun.runner;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// Why a command ended without being done, in one sentence, with its exit code.
public final class RunException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /// Makes one.
  ///
  /// @param code how the command ends
  /// @param message where, what was expected, what was found, what to do
  /// @param cause what was thrown, for `--stacktrace`
  public RunException(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// {@return how the command ends}
  public ExitCode code() {
    return code;
  }
}

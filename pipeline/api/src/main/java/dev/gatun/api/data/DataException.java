package dev.gatun.api.data;

import java.io.Serial;

/// Data that cannot be used: missing, malformed, or unfit for what is asked of it.
public final class DataException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes one with its message.
  ///
  /// @param message where, what was expected, what was found, what to do
  public DataException(String message) {
    super(message);
  }

  /// Makes one with its message and cause.
  ///
  /// @param message where, what was expected, what was found, what to do
  /// @param cause what was thrown
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}

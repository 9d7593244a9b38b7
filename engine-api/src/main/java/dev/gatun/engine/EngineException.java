package dev.gatun.engine;

import java.io.Serial;

/// An engine that cannot be had; the message says which, why, and what to do.
public final class EngineException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes one with its message.
  ///
  /// @param message which engine, why, and what to do
  public EngineException(String message) {
    super(message);
  }
}

package dev.gatun.engine;

import java.io.Serial;

/// Tensors whose shapes do not fit together; the message names the operation and both shapes.
public final class ShapeMismatchException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes one with its message.
  ///
  /// @param message the operation, what must hold, and both shapes
  public ShapeMismatchException(String message) {
    super(message);
  }
}

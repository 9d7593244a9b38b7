package dev.gatun.kit;

import java.io.Serial;

/// A rule that something breaks; the message says where and by how much.
public final class Violation extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes one.
  ///
  /// @param message where, what must hold, what was found
  public Violation(String message) {
    super(message);
  }
}

package dev.gatun.kit.engine;

import java.io.Serial;

/// A rule an engine breaks; the message says where and by how much.
public final class Violation extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Violation(String message) {
    super(message);
  }
}

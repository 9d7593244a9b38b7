package dev.gatun.kit.engine;

import java.io.Serial;

/// A rule from which the contract exempts an engine; the message says why.
public final class NotApplicable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  NotApplicable(String message) {
    super(message);
  }
}

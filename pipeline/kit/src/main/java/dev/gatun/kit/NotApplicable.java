package dev.gatun.kit;

import java.io.Serial;

/// A rule from which its contract exempts something; the message says why.
public final class NotApplicable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Makes one.
  ///
  /// @param message why
  public NotApplicable(String message) {
    super(message);
  }
}

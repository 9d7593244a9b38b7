package dev.gatun.api;

import java.util.Optional;

/// Ends a training before its last epoch. A pure function of what the epochs came to, so that a
/// resumed run ends where one that was not interrupted does.
@Kind("stop")
public interface Stop {
  /// {@return why the training is to end now, as a part of a sentence; empty to go on}
  ///
  /// @param history the epochs done, at least one
  /// @throws IllegalArgumentException if the epochs lack a number it needs, see [History#values]
  Optional<String> reason(History history);
}

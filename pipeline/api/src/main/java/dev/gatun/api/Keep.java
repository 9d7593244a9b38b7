package dev.gatun.api;

/// Chooses the epoch whose parameters a training ends with. A pure function of what the epochs came
/// to.
@Kind("keep")
public interface Keep {
  /// {@return whether the parameters of the last epoch are to be kept rather than those of any
  /// before}
  ///
  /// @param history the epochs done, at least one
  /// @throws IllegalArgumentException if the epochs lack a number it needs, see [History#values]
  boolean isBest(History history);
}

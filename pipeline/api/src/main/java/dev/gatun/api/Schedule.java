package dev.gatun.api;

/// Changes the step size during training. A pure function of how far the training has come, so that
/// a resumed run goes on as one that was not interrupted.
@Kind("schedule")
public interface Schedule {
  /// {@return what the optimizer's learning rate is multiplied with, at least 0}
  ///
  /// @param step steps done before this one, from 0
  /// @param stepsPerEpoch at least 1
  /// @param steps the planned number of steps, at least 1
  double factor(long step, long stepsPerEpoch, long steps);

  /// {@return what [#factor] is multiplied with until the end of the next epoch; asked for before
  /// each}
  ///
  /// @param history the epochs done
  default double factor(History history) {
    return 1;
  }
}

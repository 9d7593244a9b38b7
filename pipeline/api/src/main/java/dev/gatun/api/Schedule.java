package dev.gatun.api;

/// Changes the step size during training.
@Kind("schedule")
public interface Schedule {
  /// {@return what the optimizer's learning rate is multiplied with, at least 0}
  ///
  /// @param step steps done before this one, from 0
  /// @param stepsPerEpoch at least 1
  /// @param epochs the planned number of epochs, at least 1
  double factor(long step, long stepsPerEpoch, int epochs);
}

package dev.gatun.api;

/// Averages the parameters over the steps of a training: the average is what is evaluated and
/// saved. States, such as the running means of `batch-norm`, stay those of the training.
///
/// A pure function of how far the training has come, so that a resumed run goes on as one that was
/// not interrupted.
@Kind("average")
public interface Average {
  /// {@return the share that the parameters after a step have in the new average, from 0 to 1; the
  /// average before it has the rest. At 1 the average begins anew}
  ///
  /// @param step the number of the step, from 1
  /// @param stepsPerEpoch at least 1
  double share(long step, long stepsPerEpoch);
}

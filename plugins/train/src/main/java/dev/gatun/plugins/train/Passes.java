package dev.gatun.plugins.train;

import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Tensor;
import java.util.Optional;

/// The forward and backward passes over one worker's share of each batch.
interface Passes {
  /// Computes the gradient of a share.
  ///
  /// @param order row numbers of the epoch
  /// @param from where the share begins
  /// @param size of the share; 0 for a gradient of zero
  /// @param scale one over the batch's weight
  /// @return the share's part of the batch's mean loss
  double run(int[] order, int from, int size, double scale);

  /// {@return the gradient, in the layout of the parameters' block}
  Tensor gradient();

  /// {@return where the first number that is not finite came from, of what was computed last}
  Optional<String> firstNotFinite();

  /// Has the passes timed.
  ///
  /// @param stopwatch of the worker
  void time(Stopwatch stopwatch);

  /// Begins an epoch.
  ///
  /// @param number from 1
  void epoch(int number);
}

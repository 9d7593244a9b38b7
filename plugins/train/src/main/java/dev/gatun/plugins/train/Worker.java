package dev.gatun.plugins.train;

import dev.gatun.api.Clip;
import dev.gatun.api.profile.Lap;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Profile;
import dev.gatun.api.profile.Stopwatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs forward and backward on its share of each batch, and then updates its ranges of the
/// parameters.
final class Worker {
  private final Passes passes;
  private final ParameterRange[] ranges;
  private final int index;
  private final int share;
  private @Nullable Timing timing;
  private double loss;
  private double squared;

  /// What measures where the worker's time goes.
  private record Timing(Stopwatch stopwatch, Lap update, Lap waiting) {}

  /// @param passes over its share
  /// @param ranges of the parameters that it updates
  /// @param index from 0
  /// @param share how many rows of a batch each worker takes, the last ones fewer or none
  Worker(Passes passes, List<ParameterRange> ranges, int index, int share) {
    this.passes = passes;
    this.ranges = ranges.toArray(ParameterRange[]::new);
    this.index = index;
    this.share = share;
  }

  /// Has the worker timed.
  ///
  /// @param profile takes the times
  void time(Profile profile) {
    Stopwatch stopwatch = profile.stopwatch();
    passes.time(stopwatch);
    Lap update = stopwatch.make("parameters", "update", Pass.UPDATE);
    for (ParameterRange range : ranges) {
      range.time(stopwatch, update);
    }
    timing = new Timing(stopwatch, update, stopwatch.make("", "waiting at barriers", Pass.WAITING));
  }

  /// Begins an epoch: what comes before is not part of a step.
  ///
  /// @param number from 1
  void epoch(int number) {
    passes.epoch(number);
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.start();
    }
  }

  /// Begins a step.
  void step() {
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.step();
    }
  }

  /// Ends what this worker did since its last operation.
  void arrived() {
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.rest();
    }
  }

  /// Ends waiting for the others.
  void waited() {
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.lap(timed.waiting);
    }
  }

  /// Computes the gradient of this worker's share of a batch.
  ///
  /// @param order row numbers of the epoch
  /// @param from where the batch begins
  /// @param count the batch's size
  /// @param scale one over the batch's weight
  void gradients(int[] order, int from, int count, double scale) {
    int begin = Math.min(count, index * share);
    int end = Math.min(count, begin + share);
    loss = passes.run(order, from + begin, end - begin, scale);
  }

  /// {@return this worker's part of the batch's mean loss}
  double loss() {
    return loss;
  }

  /// {@return where the first number that is not finite came from, if it was in this worker's part}
  Optional<String> firstNotFinite() {
    return Double.isFinite(loss) ? Optional.empty() : passes.firstNotFinite();
  }

  /// Adds this worker's ranges of the gradient up, where they are to be limited.
  ///
  /// @param batch how many examples it has
  void add(int batch) {
    squared = 0;
    for (ParameterRange range : ranges) {
      range.gradient(batch);
      squared += range.squared();
    }
  }

  /// {@return the squared norm of the ranges that were added up}
  double squared() {
    return squared;
  }

  /// Limits this worker's ranges of the gradient, once they are added up, and updates.
  ///
  /// @param clip says how
  /// @param norm of the whole gradient
  /// @param rate the step size
  /// @param step its number, from 1
  /// @param average share of the new parameters in their average
  void update(Clip clip, double norm, double rate, long step, double average) {
    for (ParameterRange range : ranges) {
      range.limit(clip, norm);
      range.update(rate, step, average);
    }
    updated();
  }

  /// Updates this worker's ranges.
  ///
  /// @param batch how many examples it has
  /// @param rate the step size
  /// @param step its number, from 1
  /// @param average share of the new parameters in their average
  void update(int batch, double rate, long step, double average) {
    for (ParameterRange range : ranges) {
      range.gradient(batch);
      range.update(rate, step, average);
      updated();
    }
  }

  private void updated() {
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.lap(timed.update);
    }
  }
}

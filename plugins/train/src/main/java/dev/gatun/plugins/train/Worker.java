package dev.gatun.plugins.train;

import dev.gatun.api.Clip;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.profile.Lap;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Profile;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs forward and backward on its share of each part of a batch, and then updates its ranges of
/// the parameters.
final class Worker {
  private final Engine engine;
  private final Plan plan;
  private final ParameterRange[] ranges;
  private final int index;
  private final Shares shares;
  private @Nullable Timing timing;
  private double loss;
  private double squared;

  /// Where the first number of the batch that is not finite came from; empty where all are finite.
  private Optional<String> notFinite = Optional.empty();

  /// What measures where the worker's time goes.
  private record Timing(Stopwatch stopwatch, Lap waiting) {}

  /// @param engine fills
  /// @param plan with room for the share
  /// @param ranges of the parameters that it updates
  /// @param index from 0
  /// @param shares of batches
  Worker(Engine engine, Plan plan, List<ParameterRange> ranges, int index, Shares shares) {
    this.engine = engine;
    this.plan = plan;
    this.ranges = ranges.toArray(ParameterRange[]::new);
    this.index = index;
    this.shares = shares;
  }

  /// Has the worker timed.
  ///
  /// @param profile takes the times
  void time(Profile profile) {
    Stopwatch stopwatch = profile.stopwatch();
    plan.time(stopwatch);
    for (ParameterRange range : ranges) {
      range.time(stopwatch);
    }
    timing = new Timing(stopwatch, stopwatch.make("", "waiting at barriers", Pass.WAITING));
  }

  /// Begins an epoch: what comes before is not part of a step.
  ///
  /// @param number from 1
  void epoch(int number) {
    plan.epoch(number);
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

  /// Takes part in computing a batch's gradient: runs forward and backward on this worker's share
  /// of a part, or computes this worker's rows of matrices' gradients, which need all shares of a
  /// part. Those of the last part are left to [#add] and [#update].
  ///
  /// @param number of the pass, from 0: two for each part but the last, which has one
  /// @param order row numbers of the epoch
  /// @param from where the batch begins
  /// @param count the batch's size
  /// @param scale one over the batch's weight
  void pass(int number, int[] order, int from, int count, double scale) {
    int part = number / 2;
    if (number % 2 == 0) {
      share(part, order, from, count, scale);
    } else {
      for (ParameterRange range : ranges) {
        range.gradient(shares.size(part, count), part > 0);
      }
    }
  }

  private void share(int part, int[] order, int from, int count, double scale) {
    if (part == 0) {
      loss = 0;
      notFinite = Optional.empty();
    }
    int begin = shares.begin(part, index, count);
    int size = shares.begin(part, index + 1, count) - begin;
    if (size > 0) {
      plan.accumulate(part > 0);
      plan.load(order, from + begin, size, scale);
      plan.forward();
      plan.backward();
      loss += plan.loss();
      if (!Double.isFinite(loss) && notFinite.isEmpty()) {
        notFinite = plan.firstNotFinite();
      }
    } else if (part == 0) {
      engine.kernels().fill(0, plan.gradients());
    }
  }

  /// {@return this worker's part of the batch's mean loss}
  double loss() {
    return loss;
  }

  /// {@return where the first number that is not finite came from, if it was in this worker's part}
  Optional<String> firstNotFinite() {
    return notFinite;
  }

  /// Adds this worker's ranges of the gradient up, where they are to be limited.
  ///
  /// @param batch how many examples it has
  void add(int batch) {
    squared = 0;
    for (ParameterRange range : ranges) {
      complete(range, batch);
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
  }

  /// Updates this worker's ranges.
  ///
  /// @param batch how many examples it has
  /// @param rate the step size
  /// @param step its number, from 1
  /// @param average share of the new parameters in their average
  void update(int batch, double rate, long step, double average) {
    for (ParameterRange range : ranges) {
      complete(range, batch);
      range.update(rate, step, average);
    }
  }

  private void complete(ParameterRange range, int batch) {
    int last = shares.parts() - 1;
    range.gradient(shares.size(last, batch), last > 0);
  }
}

package dev.gatun.plugins.train;

import dev.gatun.api.graph.Plan;
import dev.gatun.api.profile.Lap;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Profile;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the whole step on its share of each batch, and then updates its range of the parameters.
final class Worker {
  private final Engine engine;
  private final Plan plan;

  /// Null where shares are computed whole.
  private final @Nullable Parts parts;

  private final UpdateBlock[] blocks;

  /// Null where gradients are not limited.
  private final @Nullable ClipRange range;

  private final int index;
  private final int workers;
  private @Nullable Timing timing;
  private double loss;

  /// What measures where the worker's time goes.
  private record Timing(Stopwatch stopwatch, Lap update, Lap waiting) {}

  Worker(
      Engine engine,
      Plan plan,
      @Nullable Parts parts,
      UpdateBlock[] blocks,
      @Nullable ClipRange range,
      int index,
      int workers) {
    this.engine = engine;
    this.plan = plan;
    this.parts = parts;
    this.blocks = blocks;
    this.range = range;
    this.index = index;
    this.workers = workers;
  }

  /// Has the worker timed.
  ///
  /// @param profile takes the times
  void time(Profile profile) {
    Stopwatch stopwatch = profile.stopwatch();
    plan.time(stopwatch);
    if (parts != null) {
      parts.time(stopwatch);
    }
    Lap update = stopwatch.make("parameters", "update", Pass.UPDATE);
    for (UpdateBlock block : blocks) {
      block.count(update);
    }
    timing = new Timing(stopwatch, update, stopwatch.make("", "waiting at barriers", Pass.WAITING));
  }

  /// Begins an epoch: what comes before is not part of a step.
  ///
  /// @param number from 1
  void epoch(int number) {
    plan.epoch(number);
    if (parts != null) {
      parts.epoch(number);
    }
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
    int begin = (int) ((long) count * index / workers);
    int end = (int) ((long) count * (index + 1) / workers);
    if (parts != null) {
      loss = parts.gradients(order, from + begin, end - begin, scale);
      return;
    }
    if (begin == end) {
      engine.kernels().fill(0, plan.gradients());
      loss = 0;
      return;
    }
    plan.load(order, from + begin, end - begin, scale);
    plan.forward();
    plan.backward();
    loss = plan.loss();
  }

  /// {@return this worker's part of the batch's mean loss}
  double loss() {
    return loss;
  }

  /// {@return where the first number that is not finite came from, if it was in this worker's part}
  Optional<String> firstNotFinite() {
    return Double.isFinite(loss)
        ? Optional.empty()
        : parts == null ? plan.firstNotFinite() : parts.firstNotFinite();
  }

  /// {@return the worker's range of the gradient}
  ///
  /// @throws IllegalStateException where gradients are not limited
  ClipRange range() {
    ClipRange limited = range;
    if (limited == null) {
      throw new IllegalStateException("this training limits no gradient");
    }
    return limited;
  }

  /// Updates this worker's range.
  ///
  /// @param rate the step size
  /// @param step its number, from 1
  /// @param share of the new parameters in their average
  void update(double rate, long step, double share) {
    for (UpdateBlock block : blocks) {
      block.apply(rate, step, share);
    }
    if (range != null) {
      range.clear();
    }
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.lap(timed.update);
    }
  }
}

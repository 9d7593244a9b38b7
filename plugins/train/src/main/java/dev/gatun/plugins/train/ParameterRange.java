package dev.gatun.plugins.train;

import dev.gatun.api.Clip;
import dev.gatun.api.graph.WeightGradient;
import dev.gatun.api.profile.Lap;
import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Stopwatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters that lie one after another and that one worker updates.
final class ParameterRange {
  /// Null where the workers' gradients are added up.
  private final WeightGradient.@Nullable Rows weight;

  /// Null where gradients are not limited.
  private final @Nullable ClipRange limit;

  private final UpdateBlock[] blocks;
  private @Nullable Timing timing;

  /// What measures the updates.
  private record Timing(Stopwatch stopwatch, Lap update) {}

  /// @param weight computes the gradient; null where the workers' gradients are added up
  /// @param limit the same range of the gradient; null where gradients are not limited
  /// @param blocks to be updated one after another
  ParameterRange(
      WeightGradient.@Nullable Rows weight, @Nullable ClipRange limit, List<UpdateBlock> blocks) {
    this.weight = weight;
    this.limit = limit;
    this.blocks = blocks.toArray(UpdateBlock[]::new);
  }

  /// Has the range timed.
  ///
  /// @param stopwatch of the worker
  void time(Stopwatch stopwatch) {
    if (weight != null) {
      weight.time(stopwatch);
    }
    Lap update = stopwatch.make("parameters", "update", Pass.UPDATE);
    timing = new Timing(stopwatch, update);
    for (UpdateBlock block : blocks) {
      block.count(update);
    }
  }

  /// Computes the gradient of a part of the batch, where that is not done already.
  ///
  /// @param count how many examples it has, perhaps none
  /// @param adds whether to that of the parts before
  void gradient(int count, boolean adds) {
    if (weight != null && count > 0) {
      weight.compute(count, adds);
    }
  }

  /// {@return the squared norm of the gradient, which is added up first}
  double squared() {
    return limit == null ? 0 : limit.squared();
  }

  /// Limits the gradient.
  ///
  /// @param clip says how
  /// @param norm of the whole gradient
  void limit(Clip clip, double norm) {
    if (limit != null) {
      limit.apply(clip, norm);
    }
  }

  /// Updates the parameters.
  ///
  /// @param rate the step size
  /// @param step its number, from 1
  /// @param share of the new parameters in their average
  void update(double rate, long step, double share) {
    for (UpdateBlock block : blocks) {
      block.apply(rate, step, share);
    }
    if (limit != null) {
      limit.clear();
    }
    Timing timed = timing;
    if (timed != null) {
      timed.stopwatch.lap(timed.update);
    }
  }
}

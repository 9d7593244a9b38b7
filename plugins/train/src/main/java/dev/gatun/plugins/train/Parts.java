package dev.gatun.plugins.train;

import dev.gatun.api.graph.Plan;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes a worker's share of a batch in parts, one after another, and adds their gradients: the
/// buffers need only hold one part.
final class Parts {
  private final Engine engine;
  private final Plan plan;
  private final @Nullable Plan penalized;
  private final Tensor sum;
  private final int count;

  /// Divides shares.
  ///
  /// @param engine adds
  /// @param plan computes a part, without penalties
  /// @param penalized computes the first example and the penalties, which count once; null for a
  ///   worker without penalties
  /// @param sum takes the gradient
  /// @param count of parts, at least 2
  Parts(Engine engine, Plan plan, @Nullable Plan penalized, Tensor sum, int count) {
    this.engine = engine;
    this.plan = plan;
    this.penalized = penalized;
    this.sum = sum;
    this.count = count;
  }

  void time(Stopwatch stopwatch) {
    Plan first = penalized;
    if (first != null) {
      first.time(stopwatch);
    }
  }

  void epoch(int number) {
    Plan first = penalized;
    if (first != null) {
      first.epoch(number);
    }
  }

  /// Computes the gradient of a share.
  ///
  /// @param order row numbers of the epoch
  /// @param from where the share begins
  /// @param size of the share; 0 for a gradient of zero
  /// @param scale one over the batch's weight
  /// @return the share's part of the batch's mean loss
  double gradients(int[] order, int from, int size, double scale) {
    engine.kernels().fill(0, sum);
    double loss = 0;
    int done = 0;
    Plan first = penalized;
    if (first != null && size > 0) {
      loss = add(first, order, from, 1, scale);
      done = 1;
    }
    for (int i = 0; i < count; i++) {
      int begin = done + (int) ((long) (size - done) * i / count);
      int end = done + (int) ((long) (size - done) * (i + 1) / count);
      if (begin < end) {
        loss += add(plan, order, from + begin, end - begin, scale);
      }
    }
    return loss;
  }

  /// {@return where the first number that is not finite came from, of the part computed last}
  Optional<String> firstNotFinite() {
    return plan.firstNotFinite();
  }

  private double add(Plan part, int[] order, int from, int size, double scale) {
    part.load(order, from, size, scale);
    part.forward();
    part.backward();
    engine.kernels().axpby(1, part.gradients(), 1, sum);
    return part.loss();
  }
}

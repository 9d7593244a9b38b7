package dev.gatun.plugins.train;

import dev.gatun.api.graph.Plan;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Computes a worker's share of a batch in parts, one after another, and adds their gradients: the
/// buffers need only hold one part.
final class Parts implements Passes {
  private final Engine engine;
  private final Plan plan;
  private final @Nullable Plan penalized;
  private final Tensor gradient;
  private final int count;

  /// Divides shares.
  ///
  /// @param engine adds
  /// @param plan computes a part, without penalties
  /// @param penalized computes the first example and the penalties, which count once; null for a
  ///   worker without penalties
  /// @param gradient takes the sum
  /// @param count of parts, at least 2
  Parts(Engine engine, Plan plan, @Nullable Plan penalized, Tensor gradient, int count) {
    this.engine = engine;
    this.plan = plan;
    this.penalized = penalized;
    this.gradient = gradient;
    this.count = count;
  }

  @Override
  public void time(Stopwatch stopwatch) {
    plan.time(stopwatch);
    Plan first = penalized;
    if (first != null) {
      first.time(stopwatch);
    }
  }

  @Override
  public void epoch(int number) {
    plan.epoch(number);
    Plan first = penalized;
    if (first != null) {
      first.epoch(number);
    }
  }

  @Override
  public Tensor gradient() {
    return gradient;
  }

  @Override
  public double run(int[] order, int from, int size, double scale) {
    engine.kernels().fill(0, gradient);
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

  /// Looks at the part computed last.
  @Override
  public Optional<String> firstNotFinite() {
    return plan.firstNotFinite();
  }

  private double add(Plan part, int[] order, int from, int size, double scale) {
    part.load(order, from, size, scale);
    part.forward();
    part.backward();
    engine.kernels().axpby(1, part.gradients(), 1, gradient);
    return part.loss();
  }
}

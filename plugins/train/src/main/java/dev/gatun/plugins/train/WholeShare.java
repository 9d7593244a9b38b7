package dev.gatun.plugins.train;

import dev.gatun.api.graph.Plan;
import dev.gatun.api.profile.Stopwatch;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Tensor;
import java.util.Optional;

/// Computes a share at once.
///
/// @param engine fills
/// @param plan with room for the share
record WholeShare(Engine engine, Plan plan) implements Passes {
  @Override
  public double run(int[] order, int from, int size, double scale) {
    if (size == 0) {
      engine.kernels().fill(0, gradient());
      return 0;
    }
    plan.load(order, from, size, scale);
    plan.forward();
    plan.backward();
    return plan.loss();
  }

  @Override
  public Tensor gradient() {
    return plan.gradients();
  }

  @Override
  public Optional<String> firstNotFinite() {
    return plan.firstNotFinite();
  }

  @Override
  public void time(Stopwatch stopwatch) {
    plan.time(stopwatch);
  }

  @Override
  public void epoch(int number) {
    plan.epoch(number);
  }
}

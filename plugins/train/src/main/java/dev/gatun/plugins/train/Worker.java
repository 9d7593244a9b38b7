package dev.gatun.plugins.train;

import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Engine;

/// Runs the whole step on its share of each batch, and then updates its range of the parameters.
final class Worker {
  private final Engine engine;
  private final Plan plan;
  private final UpdateBlock block;
  private final int index;
  private final int workers;
  private double loss;

  Worker(Engine engine, Plan plan, UpdateBlock block, int index, int workers) {
    this.engine = engine;
    this.plan = plan;
    this.block = block;
    this.index = index;
    this.workers = workers;
  }

  void epoch(int number) {
    plan.epoch(number);
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

  void update(double rate, long step) {
    block.apply(rate, step);
  }
}

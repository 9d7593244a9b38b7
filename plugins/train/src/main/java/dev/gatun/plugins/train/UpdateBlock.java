package dev.gatun.plugins.train;

import dev.gatun.api.Optimizer;
import dev.gatun.api.profile.Lap;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A part of one worker's range of the parameters, with the gradients of all workers for it.
final class UpdateBlock implements Optimizer.Update {
  private final Optimizer optimizer;
  private final Tensor parameters;
  private final Tensor[] gradients;
  private final Tensor[] slots;
  private final Tensor[] scratch;
  private final @Nullable Tensor average;
  private final Engine engine;

  /// The engine with its checks until the first update went through, for an optimizer of ours.
  private Kernels kernels;

  private double rate;
  private long step;

  /// Whether the optimizer of this step was given the first gradient to overwrite.
  private boolean overwritten;

  UpdateBlock(
      Optimizer optimizer,
      Engine engine,
      Blocks blocks,
      List<Tensor> gradients,
      List<Tensor> scratch,
      int from,
      int count) {
    this.optimizer = optimizer;
    this.engine = engine;
    this.kernels = engine;
    Shape shape = Shape.of(count);
    this.parameters = blocks.parameters().range(from, shape);
    this.gradients =
        gradients.stream().map(block -> block.range(from, shape)).toArray(Tensor[]::new);
    this.slots =
        blocks.slots().stream().map(block -> block.range(from, shape)).toArray(Tensor[]::new);
    this.scratch = scratch.stream().map(block -> block.range(0, shape)).toArray(Tensor[]::new);
    Tensor averages = blocks.average();
    this.average = averages == null ? null : averages.range(from, shape);
  }

  /// Has the next update noted.
  void count(Lap lap) {
    kernels = lap.counting(engine);
  }

  /// Updates the block, and then its part of the average.
  ///
  /// @param newRate the step size
  /// @param newStep the number of the step, from 1
  /// @param share of the new parameters in the average
  void apply(double newRate, long newStep, double share) {
    rate = newRate;
    step = newStep;
    optimizer.update(this);
    if (overwritten) {
      // Backward passes write no gradient of a parameter that the loss does not depend on.
      kernels.fill(0, gradients[0]);
      overwritten = false;
    }
    if (average != null) {
      kernels.axpby(share, parameters, 1 - share, average);
    }
    kernels = kernelsFor(optimizer, engine);
  }

  /// {@return what a component computes with once it did so through the engine's checks: the checks
  /// again, where it is not one of ours}
  static Kernels kernelsFor(Object component, Engine engine) {
    ClassLoader loader = component.getClass().getClassLoader();
    return Objects.equals(loader, UpdateBlock.class.getClassLoader()) ? engine.kernels() : engine;
  }

  @Override
  public Kernels kernels() {
    return kernels;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public Tensor parameters() {
    return parameters;
  }

  @Override
  public Tensor slot(int index) {
    return slots[index];
  }

  @Override
  public Tensor scratch(int index) {
    return scratch[index];
  }

  @Override
  public Tensor gradient() {
    for (int i = 1; i < gradients.length; i++) {
      kernels.axpby(1, gradients[i], 1, gradients[0]);
      kernels.fill(0, gradients[i]);
    }
    overwritten = true;
    return gradients[0];
  }

  @Override
  public Tensor[] partialGradients() {
    return gradients;
  }
}

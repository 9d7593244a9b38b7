package dev.gatun.tests.example;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;

/// Steps of one size in every direction: only the sign of a running mean of the gradient counts.
@Component(
    name = "lion",
    summary = "steps by the sign of a running mean of the gradient",
    formula = "θ = θ − rate·(sign(β₁m + (1−β₁)g) + weight-decay·θ); m = β₂m + (1−β₂)g",
    source = "Chen et al. 2023, Symbolic Discovery of Optimization Algorithms, algorithm 2")
public record Lion(
    @Option("step size; a tenth of what suits adam") @Default("1e-4") @Above(0) double learningRate,
    @Option("share of the mean in a step") @Default("0.9") @AtLeast(0) @Below(1) double beta1,
    @Option("share of the mean that is kept") @Default("0.99") @AtLeast(0) @Below(1) double beta2,
    @Option("pull of each parameter towards zero") @Default("0") @AtLeast(0) double weightDecay)
    implements Optimizer {
  /// The running mean.
  @Override
  public int slots() {
    return 1;
  }

  /// The direction.
  @Override
  public int scratch() {
    return 1;
  }

  @Override
  public void update(Update update) {
    Kernels kernels = update.kernels();
    Tensor mean = update.slot(0);
    Tensor direction = update.scratch(0);
    kernels.copy(update.gradient(), direction);
    kernels.axpby(beta1, mean, 1 - beta1, direction);
    kernels.unary(Unary.SIGN, 0, 0, direction, direction);
    kernels.axpby(-update.rate(), direction, 1 - update.rate() * weightDecay, update.parameters());
    kernels.axpby(1 - beta2, update.gradient(), beta2, mean);
  }
}

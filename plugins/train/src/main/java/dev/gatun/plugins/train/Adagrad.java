package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;
import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;

/// Steps divided by the root of all squared gradients of each parameter so far; weight decay is
/// added to the gradient.
@Component(
    name = "adagrad",
    summary = "steps divided by the root of all squared gradients so far",
    formula = "s = s + g²; θ = θ − rate/(1 + rate-decay·(t−1))·g / (√s + ε)",
    source = "Duchi, Hazan, Singer 2011, Adaptive Subgradient Methods, figure 1")
public record Adagrad(
    @Option("step size") @Default("0.01") @Above(0) double learningRate,
    @Option("how fast the step size falls beside the schedule") @Default("0") @AtLeast(0)
        double rateDecay,
    @Option("added to the denominator") @Default("1e-10") @Above(0) double epsilon,
    @Option("pull of each parameter towards zero") @Default("0") @AtLeast(0) double weightDecay)
    implements Optimizer {
  @Override
  public int slots() {
    return 1;
  }

  @Override
  public int scratch() {
    return 1;
  }

  @Override
  public void update(Update update) {
    Kernels kernels = update.kernels();
    Tensor gradient = WeightDecay.added(update, weightDecay);
    Tensor squares = update.slot(0);
    Tensor scratch = update.scratch(0);
    kernels.unary(Unary.SQUARE, 0, 0, gradient, scratch);
    kernels.axpby(1, scratch, 1, squares);
    kernels.unary(Unary.SQRT, 0, 0, squares, scratch);
    kernels.unary(Unary.AFFINE, 1, epsilon, scratch, scratch);
    kernels.binary(Binary.DIVIDE, gradient, scratch, scratch);
    double rate = update.rate() / (1 + rateDecay * (update.step() - 1));
    kernels.axpby(-rate, scratch, 1, update.parameters());
  }
}

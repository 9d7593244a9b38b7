package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Optimizer;
import dev.gatun.api.Option;
import dev.gatun.engine.Binary;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;

/// Steps whose size follows from the running squares of earlier steps and of the gradient; weight
/// decay is added to the gradient.
@Component(
    name = "adadelta",
    summary = "steps whose size follows from running squares of earlier steps and of the gradient",
    formula = "v = ρv + (1−ρ)g²; Δ = √(u + ε) / √(v + ε)·g; u = ρu + (1−ρ)Δ²; θ = θ − rate·Δ",
    source = "Zeiler 2012, ADADELTA, algorithm 1")
public record Adadelta(
    @Option("what each step is multiplied with") @Default("1") @Above(0) double learningRate,
    @Option("decay of both means of squares") @Default("0.9") @AtLeast(0) @Below(1) double decay,
    @Option("added to both means") @Default("1e-6") @Above(0) double epsilon,
    @Option("pull of each parameter towards zero") @Default("0") @AtLeast(0) double weightDecay)
    implements Optimizer {
  @Override
  public int slots() {
    return 2;
  }

  @Override
  public int scratch() {
    return 2;
  }

  @Override
  public void update(Update update) {
    Kernels kernels = update.kernels();
    Tensor gradient = WeightDecay.added(update, weightDecay);
    Tensor squares = update.slot(0);
    Tensor steps = update.slot(1);
    Tensor scratch = update.scratch(0);
    Tensor step = update.scratch(1);
    kernels.unary(Unary.SQUARE, 0, 0, gradient, scratch);
    kernels.axpby(1 - decay, scratch, decay, squares);
    kernels.unary(Unary.AFFINE, 1, epsilon, squares, scratch);
    kernels.unary(Unary.AFFINE, 1, epsilon, steps, step);
    kernels.binary(Binary.DIVIDE, step, scratch, step);
    kernels.unary(Unary.SQRT, 0, 0, step, step);
    kernels.binary(Binary.TIMES, step, gradient, step);
    kernels.unary(Unary.SQUARE, 0, 0, step, scratch);
    kernels.axpby(1 - decay, scratch, decay, steps);
    kernels.axpby(-update.rate(), step, 1, update.parameters());
  }
}

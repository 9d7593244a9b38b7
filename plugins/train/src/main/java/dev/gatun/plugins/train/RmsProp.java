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

/// Steps divided by a running root mean square of each parameter's gradient; weight decay is added
/// to the gradient.
@Component(
    name = "rmsprop",
    summary = "steps divided by a running root mean square of the gradient",
    formula = "v = ρv + (1−ρ)g²; θ = θ − rate·g / (√v + ε)",
    source = "Tieleman, Hinton 2012, Neural Networks for Machine Learning, lecture 6.5")
public record RmsProp(
    @Option("step size") @Default("0.01") @Above(0) double learningRate,
    @Option("decay of the mean of squared gradients") @Default("0.99") @AtLeast(0) @Below(1)
        double decay,
    @Option("added to the denominator") @Default("1e-8") @Above(0) double epsilon,
    @Option("share of the last step that is kept") @Default("0") @AtLeast(0) @Below(1)
        double momentum,
    @Option("whether to divide by the deviation instead: Graves 2013, eq. 38 to 41")
        @Default("false")
        boolean centered,
    @Option("pull of each parameter towards zero") @Default("0") @AtLeast(0) double weightDecay)
    implements Optimizer {
  @Override
  public int slots() {
    return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
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
    kernels.axpby(1 - decay, scratch, decay, squares);
    if (centered) {
      Tensor mean = update.slot(1);
      kernels.axpby(1 - decay, gradient, decay, mean);
      kernels.unary(Unary.SQUARE, 0, 0, mean, scratch);
      kernels.binary(Binary.MINUS, squares, scratch, scratch);
      // Rounding may leave a variance of nearly 0 below it.
      kernels.unary(Unary.CLAMP, 0, Double.POSITIVE_INFINITY, scratch, scratch);
      kernels.unary(Unary.SQRT, 0, 0, scratch, scratch);
    } else {
      kernels.unary(Unary.SQRT, 0, 0, squares, scratch);
    }
    kernels.unary(Unary.AFFINE, 1, epsilon, scratch, scratch);
    kernels.binary(Binary.DIVIDE, gradient, scratch, scratch);
    if (momentum > 0) {
      Tensor velocity = update.slot(slots() - 1);
      kernels.axpby(1, scratch, momentum, velocity);
      scratch = velocity;
    }
    kernels.axpby(-update.rate(), scratch, 1, update.parameters());
  }
}

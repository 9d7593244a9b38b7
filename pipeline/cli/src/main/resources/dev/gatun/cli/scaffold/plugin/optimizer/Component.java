package __package__;

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
/// Everything that lasts is in the slots, which checkpoints keep.
@Component(
    name = "__name__",
    summary = "steps by the sign of a running mean of the gradient",
    formula = "m = momentum·m + (1 − momentum)·g; θ = θ − rate·sign(m)",
    source = "Bernstein et al. 2018, signSGD, algorithm 2")
public record __class__(
    @Option("step size") @Default("0.01") @Above(0) double learningRate,
    @Option("share of the mean that is kept") @Default("0.9") @AtLeast(0) @Below(1) double momentum)
    implements Optimizer {
  /// The running mean.
  @Override
  public int slots() {
    return 1;
  }

  /// The signs.
  @Override
  public int scratch() {
    return 1;
  }

  @Override
  public void update(Update update) {
    Kernels kernels = update.kernels();
    Tensor mean = update.slot(0);
    Tensor signs = update.scratch(0);
    kernels.axpby(1 - momentum, update.gradient(), momentum, mean);
    kernels.unary(Unary.SIGN, 0, 0, mean, signs);
    kernels.axpby(-update.rate(), signs, 1, update.parameters());
  }
}

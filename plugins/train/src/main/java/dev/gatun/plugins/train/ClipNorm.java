package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.Clip;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;

/// Shortens the gradient where it is too long, as PyTorch's `clip_grad_norm_`.
@Component(
    name = "norm",
    summary = "shortens the gradient where it is too long",
    formula = "g·min(1, max / (‖g‖₂ + 10⁻⁶))",
    source =
        "Pascanu, Mikolov, Bengio 2013, On the difficulty of training recurrent neural networks, algorithm 1")
public record ClipNorm(
    @Option("the greatest length of the whole gradient") @Default("1") @Above(0) double max)
    implements Clip {
  @Override
  public void clip(Kernels kernels, double norm, Tensor gradient) {
    double factor = max / (norm + 1e-6);
    if (!(factor >= 1)) {
      kernels.unary(Unary.AFFINE, factor, 0, gradient, gradient);
    }
  }
}

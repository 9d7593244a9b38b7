package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.Clip;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Unary;

/// Limits each element of the gradient by itself, as PyTorch's `clip_grad_value_`.
@Component(
    name = "value",
    summary = "limits each element of the gradient by itself",
    formula = "max(−max, min(max, gᵢ))",
    source = "Goodfellow, Bengio, Courville 2016, Deep Learning, section 10.11.1")
public record ClipValue(
    @Option("the greatest magnitude of an element") @Default("1") @Above(0) double max)
    implements Clip {
  @Override
  public void clip(Kernels kernels, double norm, Tensor gradient) {
    kernels.unary(Unary.CLAMP, -max, max, gradient, gradient);
  }
}

package dev.gatun.engine.java;

import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// Updates of parameters in float32; see [dev.gatun.engine.Kernels] for what each computes.
interface Updates {
  void sgd(
      float rate,
      float momentum,
      float decay,
      boolean nesterov,
      Tensor[] gradients,
      @Nullable Tensor velocity,
      Tensor parameters);

  void adam(
      AdamFactors factors, Tensor[] gradients, Tensor mean, Tensor variance, Tensor parameters);
}

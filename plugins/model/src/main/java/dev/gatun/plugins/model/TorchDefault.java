package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Initializer;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// What PyTorch begins linear and convolution layers with, weight and bias alike.
@Component(
    name = "torch-default",
    summary = "uniform, as PyTorch's layers begin, bias included",
    formula = "U(−a, a), a = 1 / √inputs",
    source =
        "PyTorch, torch.nn.Linear and torch.nn.Conv2d; LeCun et al. 1998, Efficient BackProp, eq. 16")
public record TorchDefault() implements Initializer {
  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    Uniform.fill(limit(shape), random, values);
  }

  @Override
  public Initializer bias(Shape weight) {
    return new Uniform(limit(weight));
  }

  private static double limit(Shape weight) {
    return 1 / Math.sqrt(Fans.of(weight).inputs());
  }
}

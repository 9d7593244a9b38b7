package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Numbers whose variance keeps the scale of activations and gradients.
@Component(
    name = "xavier",
    summary = "random, scaled for symmetric activations",
    formula = "variance 2·gain² / (inputs + outputs)",
    source =
        "Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, eq. 12 and 16")
public record Xavier(
    @Option("how the numbers are distributed") @Default("uniform") Distribution distribution,
    @Option("factor for activations that shrink their input, such as 5/3 for tanh")
        @Default("1")
        @Above(0)
        double gain)
    implements Initializer {
  /// Uniform numbers of gain 1.
  public Xavier() {
    this(Distribution.UNIFORM, 1);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    Fans fans = Fans.of(shape);
    double deviation = gain * Math.sqrt(2.0 / ((double) fans.inputs() + fans.outputs()));
    distribution.fill(deviation, random, values);
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Numbers whose variance keeps the scale of activations through rectifiers.
@Component(
    name = "he",
    summary = "random, scaled for rectifiers",
    formula = "variance 2 / ((1 + slope²)·inputs)",
    source = "He et al. 2015, Delving Deep into Rectifiers, eq. 10 and 15")
public record He(
    @Option("how the numbers are distributed") @Default("normal") Distribution distribution,
    @Option("slope of the rectifier below 0") @Default("0") double slope)
    implements Initializer {
  /// Normal numbers for a rectifier that is 0 below 0.
  public He() {
    this(Distribution.NORMAL, 0);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    double variance = 2 / ((1 + slope * slope) * Fans.of(shape).inputs());
    distribution.fill(Math.sqrt(variance), random, values);
  }
}

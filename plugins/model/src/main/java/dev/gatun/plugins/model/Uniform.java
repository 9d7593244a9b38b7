package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Uniform numbers around zero.
@Component(name = "uniform", summary = "uniform numbers", formula = "U(−limit, limit)")
public record Uniform(@Option("greatest magnitude") @Default("0.05") @Above(0) double limit)
    implements Initializer {
  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    fill(limit, random, values);
  }

  static void fill(double limit, RandomGenerator random, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble(-limit, limit);
    }
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Normal numbers of a given deviation.
@Component(name = "normal", summary = "normal numbers", formula = "N(0, deviation²)")
public record Normal(@Option("standard deviation") @Default("0.01") @Above(0) double deviation)
    implements Initializer {
  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    fill(deviation, random, values);
  }

  static void fill(double deviation, RandomGenerator random, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = deviation * random.nextGaussian();
    }
  }
}

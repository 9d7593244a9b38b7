package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Initializer;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Normal numbers whose variance keeps the scale of activations through rectifiers.
@Component(
    name = "he",
    summary = "normal, scaled for rectifiers",
    formula = "N(0, 2 / inputs)",
    source = "He et al. 2015, Delving Deep into Rectifiers, eq. 10")
public record He() implements Initializer {
  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    Normal.fill(Math.sqrt(2.0 / Math.max(1, shape.rows())), random, values);
  }
}

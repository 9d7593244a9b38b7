package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Initializer;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Uniform numbers whose variance keeps the scale of activations and gradients.
@Component(
    name = "xavier",
    summary = "uniform, scaled for symmetric activations",
    formula = "U(−a, a), a = √(6 / (inputs + outputs))",
    source =
        "Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, eq. 16")
public record Xavier() implements Initializer {
  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    Uniform.fill(Math.sqrt(6.0 / Math.max(1, shape.rows() + shape.columns())), random, values);
  }
}

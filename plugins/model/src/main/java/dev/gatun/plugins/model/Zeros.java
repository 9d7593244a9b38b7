package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Initializer;
import dev.gatun.engine.Shape;
import java.util.random.RandomGenerator;

/// Zero everywhere: for a layer whose inputs already differ.
@Component(name = "zeros", summary = "all zero", formula = "0", source = "")
public record Zeros() implements Initializer {
  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    Initializer.ZEROS.initialize(shape, random, values);
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Initializer;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// One number everywhere.
@Component(name = "constant", summary = "one number everywhere", formula = "value")
public record Constant(@Option("the number") double value) implements Initializer {
  @Override
  public void initialize(Shape shape, RandomGenerator random, double[] values) {
    Arrays.fill(values, value);
  }
}

package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Inputs and values that have nothing to do with each other: to see whether a network can learn
/// them by heart, and how fast it computes.
@Component(
    name = "random",
    summary = "inputs and values of N(0, 1) that have nothing to do with each other",
    source = "Stanford CS231n, lecture 4, the two-layer network in twenty lines")
public record RandomNumbers(
    @Option("training examples") @Default("64") @AtLeast(1) int examples,
    @Option("numbers of an input") @Default("1000") @AtLeast(1) int features,
    @Option("values to learn for each") @Default("10") @AtLeast(1) int outputs)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    Tensor inputs = normal(reading, "inputs", Shape.of(examples, features));
    Tensor values = normal(reading, "values", Shape.of(examples, outputs));
    return new Dataset(
        new Examples(inputs, Optional.empty(), new Targets.Values(values), Optional.empty()),
        Optional.empty());
  }

  private static Tensor normal(Reading reading, String part, Shape shape) {
    Tensor tensor = reading.workspace().allocate(ElementType.F32, shape);
    RandomGenerator random = PhiloxRandom.of(reading.seed(), "random." + part);
    for (long i = 0; i < shape.size(); i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return tensor;
  }
}

package dev.gatun.tests.example;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Range;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Points of a board in the plane, whose class is the colour of their square. The first `examples`
/// of a seed are the same ones whatever their number.
@Component(
    name = "checkerboard",
    summary = "points of the plane, of the class of their square's colour, drawn from the seed",
    formula = "x, y uniform in [0, 1); class (⌊squares·x⌋ + ⌊squares·y⌋) mod 2")
public record Checkerboard(
    @Option("training examples") @Default("2000") @AtLeast(1) int examples,
    @Option("test examples") @Default("1000") @AtLeast(1) int testExamples,
    @Option("squares to a side") @Default("3") @AtLeast(1) int squares)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    return new Dataset(
        part(reading, "train", examples), Optional.of(part(reading, "test", testExamples)));
  }

  private Examples part(Reading reading, String part, int count) {
    Tensor points = reading.workspace().allocate(ElementType.F32, Shape.of(count, 2));
    Tensor labels = reading.workspace().allocate(ElementType.I32, Shape.of(count));
    RandomGenerator random = PhiloxRandom.of(reading.seed(), "checkerboard." + part);
    for (int i = 0; i < count; i++) {
      float x = random.nextFloat();
      float y = random.nextFloat();
      points.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 2L * i, x);
      points.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 2L * i + 1, y);
      int colour = ((int) (squares * x) + (int) (squares * y)) % 2;
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, colour);
    }
    return new Examples(
        points,
        Optional.of(new Range(0, 1)),
        new Targets.Classes(labels, List.of("white", "black")),
        Optional.empty());
  }
}

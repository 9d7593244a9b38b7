package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import java.util.List;

/// Points of a square whose class is whether their coordinates differ in sign: the smallest task
/// that no linear classifier solves.
@Component(
    name = "xor",
    summary = "points of a square, of one class where their coordinates differ in sign",
    formula = "|x|, |y| uniform in [gap, 1); class 1 where x·y < 0",
    source = "Minsky and Papert 1969, Perceptrons")
public record Xor(
    @Option("training examples") @Default("300") @AtLeast(1) int examples,
    @Option("test examples; 0: none") @Default("300") @AtLeast(0) int testExamples,
    @Option("distance that all points keep from the axes") @Default("0.1") @AtLeast(0) @Below(1)
        double gap)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    Points.Drawing drawing =
        (label, random, point) -> {
          double x = gap + (1 - gap) * random.nextDouble();
          double y = gap + (1 - gap) * random.nextDouble();
          double side = random.nextBoolean() ? 1 : -1;
          point[0] = (float) (side * x);
          point[1] = (float) ((label == 0 ? side : -side) * y);
        };
    return new Points("xor", 2, List.of("same", "different"), drawing)
        .read(reading, examples, testExamples);
  }
}

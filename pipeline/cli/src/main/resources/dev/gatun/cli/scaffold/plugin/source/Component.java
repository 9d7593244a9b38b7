package __package__;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
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

/// Points of a square, told apart by whether they are on a disc. A source of files would take a
/// `Path` as an option, and tell [Reading#used] what it read.
@Component(
    name = "__name__",
    summary = "points of a square, of one class on a disc, drawn from the seed",
    formula = "x, y uniform in [−1, 1); class x² + y² < radius²")
public record __class__(
    @Option("training examples") @Default("500") @AtLeast(1) int examples,
    @Option("test examples") @Default("500") @AtLeast(1) int testExamples,
    @Option("radius of the disc") @Default("0.8") @Above(0) @AtMost(1) double radius)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    return new Dataset(
        part(reading, "train", examples), Optional.of(part(reading, "test", testExamples)));
  }

  private Examples part(Reading reading, String part, int count) {
    Tensor points = reading.workspace().allocate(ElementType.F32, Shape.of(count, 2));
    Tensor labels = reading.workspace().allocate(ElementType.I32, Shape.of(count));
    RandomGenerator random = PhiloxRandom.of(reading.seed(), "__name__." + part);
    for (int i = 0; i < count; i++) {
      float x = 2 * random.nextFloat() - 1;
      float y = 2 * random.nextFloat() - 1;
      points.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 2L * i, x);
      points.segment().setAtIndex(ValueLayout.JAVA_FLOAT, 2L * i + 1, y);
      int label = x * x + y * y < radius * radius ? 1 : 0;
      labels.segment().setAtIndex(ValueLayout.JAVA_INT, i, label);
    }
    return new Examples(
        points,
        Optional.of(new Range(-1, 1)),
        new Targets.Classes(labels, List.of("outside", "inside")),
        Optional.empty());
  }
}

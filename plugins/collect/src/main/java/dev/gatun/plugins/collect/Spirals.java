package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;

/// Arms of a spiral in the plane, one a class: classes that no straight line divides.
@Component(
    name = "spirals",
    summary = "arms of a spiral in the plane, one a class, drawn from the seed",
    formula = "r·(sin θ, cos θ), r uniform in [0, 1), θ = 2π·class/arms + sweep·r + noise·N(0, 1)",
    source = "Stanford CS231n, notes on neural networks, part 3")
public record Spirals(
    @Option("training examples") @Default("300") @AtLeast(1) int examples,
    @Option("test examples; 0: none") @Default("300") @AtLeast(0) int testExamples,
    @Option("arms, each a class") @Default("3") @AtLeast(2) int arms,
    @Option("angle an arm winds through, in radians") @Default("4") double sweep,
    @Option("deviation of the angle, in radians") @Default("0.2") @AtLeast(0) double noise)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    Points.Drawing drawing =
        (label, random, point) -> {
          double radius = random.nextDouble();
          double angle =
              2 * Math.PI * label / arms + sweep * radius + noise * random.nextGaussian();
          point[0] = (float) (radius * Math.sin(angle));
          point[1] = (float) (radius * Math.cos(angle));
        };
    return new Points("spirals", 2, Points.numbered(arms), drawing)
        .read(reading, examples, testExamples);
  }
}

package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;

/// Rings around the origin, one a class: a straight line divides them once points are told by
/// radius and angle.
@Component(
    name = "rings",
    summary = "rings around the origin of the plane, one a class, drawn from the seed",
    formula = "r·(cos θ, sin θ), r = class + 1 + noise·N(0, 1), θ uniform in [0, 2π)",
    source = "Stanford CS231n, lecture 4, feature transforms")
public record Rings(
    @Option("training examples") @Default("300") @AtLeast(1) int examples,
    @Option("test examples; 0: none") @Default("300") @AtLeast(0) int testExamples,
    @Option("rings, each a class") @Default("2") @AtLeast(2) int rings,
    @Option("deviation of the radius") @Default("0.15") @AtLeast(0) double noise)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    Points.Drawing drawing =
        (label, random, point) -> {
          double angle = 2 * Math.PI * random.nextDouble();
          double radius = label + 1 + noise * random.nextGaussian();
          point[0] = (float) (radius * Math.cos(angle));
          point[1] = (float) (radius * Math.sin(angle));
        };
    return new Points("rings", 2, Points.numbered(rings), drawing)
        .read(reading, examples, testExamples);
  }
}

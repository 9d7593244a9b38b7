package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import java.util.random.RandomGenerator;

/// Normally distributed clouds of points, one a class.
@Component(
    name = "blobs",
    summary = "normally distributed clouds of points, one a class, drawn from the seed",
    formula = "centre + deviation·N(0, I), centres uniform in [−box, box)",
    source = "Pedregosa et al. 2011, Scikit-learn, make_blobs")
public record Blobs(
    @Option("training examples") @Default("300") @AtLeast(1) int examples,
    @Option("test examples; 0: none") @Default("300") @AtLeast(0) int testExamples,
    @Option("clouds, each a class") @Default("3") @AtLeast(2) int classes,
    @Option("coordinates of a point") @Default("2") @AtLeast(1) int features,
    @Option("deviation of each coordinate within a cloud") @Default("1") @AtLeast(0)
        double deviation,
    @Option("greatest coordinate of a centre") @Default("10") @AtLeast(0) double box)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    double[][] centres = new double[classes][features];
    RandomGenerator places = PhiloxRandom.of(reading.seed(), "blobs.centres");
    for (double[] centre : centres) {
      for (int i = 0; i < features; i++) {
        centre[i] = box * (2 * places.nextDouble() - 1);
      }
    }
    Points.Drawing drawing =
        (label, random, point) -> {
          for (int i = 0; i < features; i++) {
            point[i] = (float) (centres[label][i] + deviation * random.nextGaussian());
          }
        };
    return new Points("blobs", features, Points.numbered(classes), drawing)
        .read(reading, examples, testExamples);
  }
}

package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import java.util.List;

/// Two half circles that reach into each other.
@Component(
    name = "moons",
    summary = "two half circles in the plane that reach into each other, drawn from the seed",
    formula = "(cos t, sin t) and (1 − cos t, ½ − sin t), t uniform in [0, π), plus noise·N(0, 1)",
    source = "Pedregosa et al. 2011, Scikit-learn, make_moons")
public record Moons(
    @Option("training examples") @Default("300") @AtLeast(1) int examples,
    @Option("test examples; 0: none") @Default("300") @AtLeast(0) int testExamples,
    @Option("deviation of each coordinate") @Default("0.1") @AtLeast(0) double noise)
    implements Source {
  @Override
  public Dataset read(Reading reading) {
    Points.Drawing drawing =
        (label, random, point) -> {
          double t = Math.PI * random.nextDouble();
          double x = label == 0 ? Math.cos(t) : 1 - Math.cos(t);
          double y = label == 0 ? Math.sin(t) : 0.5 - Math.sin(t);
          point[0] = (float) (x + noise * random.nextGaussian());
          point[1] = (float) (y + noise * random.nextGaussian());
        };
    return new Points("moons", 2, List.of("upper", "lower"), drawing)
        .read(reading, examples, testExamples);
  }
}

package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Learner;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// Brings features to mean 0 and deviation 1, both learnt from the training examples. A feature
/// that never changes is only shifted.
@Component(
    name = "standardize",
    summary = "brings features to mean 0 and deviation 1 over the training examples",
    formula = "(x − μ) / σ")
public record Standardize(
    @Option(
            "what has a mean and a deviation of its own: each feature, each channel of images, or"
                + " all features together")
        @Default("feature")
        Per per)
    implements Transform {
  private static final String FACTOR = "scale";
  private static final String SHIFT = "shift";

  /// What has a mean and a deviation of its own.
  public enum Per {
    /// Each feature.
    FEATURE,
    /// Each channel of images `[n, channels, height, width]`.
    CHANNEL,
    /// All features together.
    ALL
  }

  @Override
  public Sample apply(Scope scope, Sample sample) {
    Value x = sample.inputs();
    requireChannels(x.shape());
    Shape shape = Shape.of(1, per == Per.ALL ? 1 : x.features());
    Value factor =
        scope.learned(FACTOR, shape, x, () -> learner(Moments.Wanted.FACTOR, x.shape(), shape));
    Value shift =
        scope.learned(SHIFT, shape, x, () -> learner(Moments.Wanted.SHIFT, x.shape(), shape));
    return new Sample(x.scaled(factor, shift), sample.target());
  }

  private void requireChannels(Shape inputs) {
    if (per == Per.CHANNEL && inputs.rank() != 4) {
      throw new IllegalArgumentException(
          "per: channel must be given images [n, channels, height, width], got %s; use per: feature"
              .formatted(inputs));
    }
  }

  private Learner learner(Moments.Wanted wanted, Shape inputs, Shape result) {
    int features = inputs.columns();
    int groups =
        switch (per) {
          case FEATURE -> features;
          case CHANNEL -> inputs.extent(1);
          case ALL -> 1;
        };
    int groupSize = Math.max(1, features / groups);
    IntUnaryOperator groupOf = feature -> feature / groupSize;
    return new Moments(wanted, result.columns(), groups, groupOf);
  }

  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.of(inputs.minus(scope.state(SHIFT)).dividedBy(scope.state(FACTOR)));
  }
}

package __package__;

import dev.gatun.api.Above;
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

/// Divides each feature by its greatest magnitude among the training examples. What is learnt is
/// saved with the model. A feature that is always 0 stays so.
@Component(
    name = "__name__",
    summary = "divides each feature by its greatest magnitude over the training examples",
    formula = "limit·x / max |x|")
public record __class__(
    @Option("greatest magnitude afterwards") @Default("1") @Above(0) double limit)
    implements Transform {
  @Override
  public Sample apply(Scope scope, Sample sample) {
    Value x = sample.inputs();
    Shape shape = Shape.of(1, x.features());
    Value greatest = scope.learned("greatest", shape, x, () -> new Greatest(x.features()));
    return new Sample(x.dividedBy(greatest).times(limit), sample.target());
  }

  /// Lets figures show inputs as they came.
  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.of(inputs.times(1 / limit).times(scope.state("greatest")));
  }

  /// Sees each training example once.
  private static final class Greatest implements Learner {
    private final double[] greatest;

    Greatest(int features) {
      greatest = new double[features];
    }

    @Override
    public void add(double[] features) {
      for (int i = 0; i < greatest.length; i++) {
        greatest[i] = Math.max(greatest[i], Math.abs(features[i]));
      }
    }

    @Override
    public double[] result() {
      double[] result = greatest.clone();
      for (int i = 0; i < result.length; i++) {
        result[i] = result[i] == 0 ? 1 : result[i];
      }
      return result;
    }
  }
}

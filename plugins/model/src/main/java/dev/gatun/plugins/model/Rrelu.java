package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// A leaky rectifier whose slope is drawn for each number while training; in evaluation it is the
/// mean slope.
@Component(
    name = "rrelu",
    summary = "leaky rectifier with a random slope",
    formula =
        "x if x > 0, else a·x; a from U(lower, upper) in training, (lower + upper) / 2 in evaluation",
    source =
        "Xu et al. 2015, Empirical Evaluation of Rectified Activations in Convolutional Network, section 2.4")
public record Rrelu(
    @Option("least slope") @Default("0.125") double lower,
    @Option("greatest slope") @Default("0.3333333333333333") double upper)
    implements Layer {
  /// Checks the interval.
  public Rrelu {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower must be at most upper, got %s and %s".formatted(lower, upper));
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value slope = scope.uniform("slope", x, lower, upper);
    return x.relu().minus(x.negate().relu().times(slope));
  }
}

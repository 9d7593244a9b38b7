package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// A smooth rectifier. Beyond the threshold it is taken to be linear.
@Component(
    name = "softplus",
    summary = "smooth rectifier",
    formula = "ln(1 + e^(beta·x)) / beta; x where beta·x > threshold",
    source =
        "Dugas et al. 2001, Incorporating Second-Order Functional Knowledge; threshold as in PyTorch")
public record Softplus(
    @Option("sharpness at 0") @Default("1") @Above(0) double beta,
    @Option("beta·x above which the function is x itself") @Default("20") double threshold)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Value smooth = x.times(beta).softplus().times(1 / beta);
    Value linear = x.above(threshold / beta, 1);
    return smooth.plus(x.minus(smooth).times(linear));
  }
}

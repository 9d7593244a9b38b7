package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Weighs each number with the probability that a standard normal number is smaller.
@Component(
    name = "gelu",
    summary = "Gaussian error linear unit",
    formula = "x·Φ(x) = x/2·(1 + erf(x/√2)); tanh: x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))",
    source = "Hendrycks, Gimpel 2016, Gaussian Error Linear Units, section 2")
public record Gelu(
    @Option("none: exact; tanh: the approximation of the paper") @Default("none")
        Approximation approximation)
    implements Layer {
  /// How Φ is computed.
  public enum Approximation {
    /// By the error function.
    NONE,
    /// By the hyperbolic tangent.
    TANH
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value half = x.times(0.5);
    return half.plus(half.times(sigmoidal(x)));
  }

  private Value sigmoidal(Value x) {
    return switch (approximation) {
      case NONE -> x.times(Math.sqrt(0.5)).erf();
      case TANH -> {
        Value cubic = x.times(x.square().times(0.044715).plus(1));
        yield cubic.times(Math.sqrt(2 / Math.PI)).tanh();
      }
    };
  }
}

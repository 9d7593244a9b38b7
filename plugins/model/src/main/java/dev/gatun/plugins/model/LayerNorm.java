package dev.gatun.plugins.model;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.Arrays;

/// Normalizes each example over all of its features.
///
/// Parameters: `gain` and `bias`, `[1, features]`.
@Component(
    name = "layer-norm",
    summary = "normalizes each example over its features",
    formula = "(x − mean) / √(variance + epsilon)·gain + bias",
    source = "Ba et al. 2016, Layer Normalization, eq. 4")
public record LayerNorm(
    @Option("added to the variance") @Default("1e-5") @Above(0) double epsilon,
    @Option("whether gain and bias are learnt, rather than 1 and 0") @Default("true")
        boolean affine)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Shape row = Shape.of(1, x.features());
    return x.layerNorm(
        row(scope, x, row, "gain", 1, affine), row(scope, x, row, "bias", 0, affine), epsilon);
  }

  /// {@return a row that begins with one number everywhere, and is learnt or stays}
  static Value row(Scope scope, Value x, Shape shape, String name, double first, boolean learnt) {
    if (learnt) {
      return scope.parameter(name, shape, new Constant(first));
    }
    double[] numbers = new double[shape.columns()];
    Arrays.fill(numbers, first);
    return x.graph().constants(numbers);
  }
}

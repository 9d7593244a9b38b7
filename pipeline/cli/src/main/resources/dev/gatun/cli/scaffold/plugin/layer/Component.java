package __package__;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Auto;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;

/// A linear layer whose outputs are waves; axes after the first are flattened.
///
/// Parameters: `weight`, `[features, units]`, and `bias`, `[1, units]`.
@Component(
    name = "__name__",
    summary = "sine of a linear layer",
    formula = "sin(frequency·(x·W + b))",
    source = "Sitzmann et al. 2020, Implicit Neural Representations, section 3.1")
public record __class__(
    @Option("outputs; auto: as many as the target needs") @Auto @AtLeast(1) int units,
    @Option("waves in an interval of length 2π") @Default("3") @Above(0) double frequency,
    @Option("first values of the weight") @Default("xavier") Initializer initializer)
    implements Layer {
  /// `[n, …]` to `[n, units]`. The gradient follows from the operations.
  @Override
  public Value apply(Scope scope, Value x) {
    Value flat = x.flatten();
    Value weight = scope.parameter("weight", Shape.of(flat.features(), units), initializer);
    Value bias = scope.parameter("bias", Shape.of(1, units), Initializer.ZEROS);
    return flat.matmul(weight).plus(bias).times(frequency).sin();
  }
}

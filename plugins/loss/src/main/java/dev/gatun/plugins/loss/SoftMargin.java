package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// The logistic loss of signs: what applies should score above 0, what does not below; predictions
/// are sigmoids.
///
/// Two classes need one output, above 0 for the second class, and `units: auto` is 1; more classes
/// need one output each. Values above 0 apply, others (0 or −1) do not. Where every value is 0 or 1
/// it is `binary-cross-entropy`.
@Component(
    name = "soft-margin",
    summary = "logistic loss of signs, for each output",
    formula = "ln(1 + e^(−y·s)), y = ±1",
    source =
        "Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 10.5")
public record SoftMargin(
    @Option("what an example's outputs become") @Default("mean") Reduction reduction)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value signs = Labels.of(scores, target).above(0, 2).plus(-1);
    return reduction.of(signs.times(scores.flatten()).negate().softplus());
  }

  @Override
  public Value predict(Value scores) {
    return scores.sigmoid();
  }

  @Override
  public boolean predictsProbabilities() {
    return true;
  }

  @Override
  public Optional<Integer> outputs(Target target) {
    return Labels.outputs(target);
  }
}

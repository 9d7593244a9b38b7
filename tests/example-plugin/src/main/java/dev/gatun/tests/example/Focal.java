package dev.gatun.tests.example;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// Down-weights easy examples.
@Component(
    name = "focal",
    summary = "cross-entropy that down-weights easy examples",
    formula = "−(1−p)^γ · ln p",
    source = "Lin et al. 2017, Focal Loss for Dense Object Detection, eq. 4")
public record Focal(
    @Option("focusing strength; 0 is cross-entropy") @Default("2") @AtLeast(0) double gamma)
    implements Loss {
  /// One loss per example; weighting and the mean over examples are the framework's.
  @Override
  public Value of(Value scores, Target target) {
    Value logP = scores.logSoftmax().times(target.oneHot()).sumRows();
    return logP.expm1().negate().pow(gamma).times(logP).negate();
  }

  @Override
  public Value predict(Value scores) {
    return scores.softmax();
  }

  /// Lets metrics of probabilities, such as `log-loss`, read the predictions.
  @Override
  public boolean predictsProbabilities() {
    return true;
  }
}

package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Loss;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// The negative log-probability of the right class, in nats; scores are logits, predictions their
/// softmax.
@Component(
    name = "cross-entropy",
    summary = "negative log-probability of the right class, in nats",
    formula = "−ln softmax(scores)[label]",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108")
public record CrossEntropy() implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    return scores.logSoftmax().times(target.oneHot()).sumRows().negate();
  }

  @Override
  public Value predict(Value scores) {
    return scores.softmax();
  }
}

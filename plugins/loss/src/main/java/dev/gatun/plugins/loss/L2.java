package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Loss;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// Half the squared distance between scores and values, summed over an example's outputs.
@Component(
    name = "l2",
    summary = "half the squared distance, summed over outputs",
    formula = "½‖y − ŷ‖²",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 5.11")
public record L2() implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    return scores.minus(target.values()).square().sumRows().times(0.5);
  }
}

package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// Half the squared distance between scores and values, summed over an example's outputs.
///
/// `over: hidden` counts only what a transform such as `mask` hid, as a model that fills in missing
/// parts may need; `over: seen` only the rest.
@Component(
    name = "l2",
    summary = "half the squared distance, summed over outputs",
    formula = "½‖y − ŷ‖²",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 5.11")
public record L2(
    @Option("outputs that count, where a transform hides some") @Default("all") Over over)
    implements Loss {
  /// Makes the loss over all outputs.
  public L2() {
    this(Over.ALL);
  }

  @Override
  public Value of(Value scores, Target target) {
    return over.reduce(Differences.of(scores, target).square(), target, Reduction.SUM).times(0.5);
  }
}

package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// The squared difference between scores and values, mean over an example's outputs.
///
/// `over: hidden` counts only what a transform such as `mask` hid, as a model that fills in missing
/// parts may need; `over: seen` only the rest. The mean is over what counts.
@Component(
    name = "mean-squared",
    summary = "squared difference, mean over outputs",
    formula = "‖y − ŷ‖² / k",
    source = "Gauss 1823, Theoria combinationis observationum")
public record MeanSquared(
    @Option("outputs that count, where a transform hides some") @Default("all") Over over)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    return over.reduce(Differences.of(scores, target).square(), target, Reduction.MEAN);
  }
}

package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// The magnitude of the difference between scores and values: the median minimises it. Gradient 0
/// where they agree.
///
/// `over: hidden` counts only what a transform such as `mask` hid, as a model that fills in missing
/// parts may need; `over: seen` only the rest. PyTorch's `L1Loss` is `reduction: mean`.
@Component(
    name = "l1",
    summary = "magnitude of the difference, summed over outputs",
    formula = "‖y − ŷ‖₁",
    source =
        "Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 10.6")
public record L1(
    @Option("outputs that count, where a transform hides some") @Default("all") Over over,
    @Option("what an example's outputs become") @Default("sum") Reduction reduction)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    return over.reduce(Differences.of(scores, target).abs(), target, reduction);
  }
}

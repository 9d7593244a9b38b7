package dev.gatun.plugins.loss;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// A power of the difference between scores and values: 1 is `l1`, 2 twice `l2`; between, outliers
/// count for less than with squares, above 2 for more.
///
/// `over: hidden` counts only what a transform such as `mask` hid, as a model that fills in missing
/// parts may need; `over: seen` only the rest.
@Component(
    name = "lp",
    summary = "p-th power of the difference, summed over outputs",
    formula = "Σ|y − ŷ|^p",
    source =
        "Hastie, Tibshirani and Friedman 2009, The Elements of Statistical Learning, section 10.6")
public record Lp(
    @Option("the exponent") @Default("1.5") @AtLeast(1) double p,
    @Option("outputs that count, where a transform hides some") @Default("all") Over over,
    @Option("what an example's outputs become") @Default("sum") Reduction reduction)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    return over.reduce(Differences.of(scores, target).abs().pow(p), target, reduction);
  }
}

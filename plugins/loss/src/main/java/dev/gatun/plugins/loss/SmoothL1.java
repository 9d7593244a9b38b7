package dev.gatun.plugins.loss;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// The magnitude of the difference, rounded off within `beta` of 0: `huber` with `delta: beta`,
/// divided by `beta`.
///
/// `over: hidden` counts only what a transform such as `mask` hid, as a model that fills in missing
/// parts may need; `over: seen` only the rest.
@Component(
    name = "smooth-l1",
    summary = "magnitudes, smooth within beta of 0",
    formula = "½d²/β where |d| < β, else |d| − ½β; d = y − ŷ",
    source = "Girshick 2015, Fast R-CNN, eq. 3")
public record SmoothL1(
    @Option("β: within which it is a square") @Default("1") @Above(0) double beta,
    @Option("outputs that count, where a transform hides some") @Default("all") Over over,
    @Option("what an example's outputs become") @Default("mean") Reduction reduction)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value each = Huber.each(Differences.of(scores, target), beta).times(1 / beta);
    return over.reduce(each, target, reduction);
  }
}

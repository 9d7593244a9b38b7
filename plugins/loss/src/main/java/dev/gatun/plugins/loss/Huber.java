package dev.gatun.plugins.loss;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// Half the square of small differences, and a straight line beyond `delta`, so that outliers pull
/// no harder.
///
/// `over: hidden` counts only what a transform such as `mask` hid, as a model that fills in missing
/// parts may need; `over: seen` only the rest.
@Component(
    name = "huber",
    summary = "squares near 0, magnitudes beyond delta",
    formula = "½d² where |d| ≤ δ, else δ(|d| − ½δ); d = y − ŷ",
    source = "Huber 1964, Robust Estimation of a Location Parameter")
public record Huber(
    @Option("δ: where the square becomes a line") @Default("1") @Above(0) double delta,
    @Option("outputs that count, where a transform hides some") @Default("all") Over over,
    @Option("what an example's outputs become") @Default("mean") Reduction reduction)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    return over.reduce(each(Differences.of(scores, target), delta), target, reduction);
  }

  /// {@return the loss of each difference}
  static Value each(Value difference, double delta) {
    // With c, the difference limited to [−δ, δ]: ½c² + |c|·(|d| − |c|).
    Value limited = difference.clamp(-delta, delta);
    return limited.times(difference.minus(limited.times(0.5)));
  }
}

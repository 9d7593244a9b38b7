package dev.gatun.plugins.loss;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// One minus the cosine of the angle between scores and values, from 0 (same direction) to 2
/// (opposite); lengths do not matter. Predictions are the scores.
@Component(
    name = "cosine",
    summary = "one minus the cosine of the angle between scores and values",
    formula = "1 − s·t / (√(‖s‖² + ε²)·√(‖t‖² + ε²))",
    source = "Salton, Wong and Yang 1975, A Vector Space Model for Automatic Indexing")
public record Cosine(
    @Option("ε: a length far below those of scores and values, which avoids 0/0")
        @Default("1e-8")
        @Above(0)
        double epsilon)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value s = scores.flatten();
    Value t = Differences.values(scores, target);
    Value lengths = length(s).times(length(t));
    return s.times(t).sumRows().dividedBy(lengths).negate().plus(1);
  }

  private Value length(Value x) {
    return x.square().sumRows().plus(epsilon * epsilon).sqrt();
  }
}

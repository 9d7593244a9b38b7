package __package__;

import dev.gatun.api.Above;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// A loss that wrong labels cannot make large: between cross-entropy and the share of mistakes.
@Component(
    name = "__name__",
    summary = "cross-entropy that bears with wrong labels",
    formula = "(1 − p^q) / q, p the probability of the right class",
    source = "Zhang, Sabuncu 2018, Generalized Cross Entropy Loss, eq. 6")
public record __class__(
    @Option("q; near 0 it is cross-entropy, at 1 one less the probability")
        @Default("0.7")
        @Above(0)
        @AtMost(1)
        double q)
    implements Loss {
  /// One loss per example, `[n, 1]`. The gradient follows from the operations.
  @Override
  public Value of(Value scores, Target target) {
    Value p = scores.softmax().times(target.oneHot()).sumRows();
    return p.pow(q).negate().plus(1).times(1 / q);
  }

  /// What metrics and `gatun predict` are given.
  @Override
  public Value predict(Value scores) {
    return scores.softmax();
  }

  @Override
  public boolean predictsProbabilities() {
    return true;
  }
}

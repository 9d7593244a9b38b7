package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Loss;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// How much the softmax of the scores differs from a distribution, in nats: what it costs to take
/// the one for the other. Predictions are the softmax.
///
/// Values are the distribution: each row at least 0 and summing to 1. Without values the class has
/// all the probability, and it is `cross-entropy`. Scores may be logits, or log-probabilities as
/// PyTorch's `KLDivLoss` wants them, whose softmax they are already; the mean over examples is its
/// `batchmean`.
@Component(
    name = "kullback-leibler",
    summary = "divergence of the softmax of the scores from a distribution, in nats",
    formula = "Σⱼ tⱼ·(ln tⱼ − ln softmax(s)ⱼ)",
    source = "Kullback and Leibler 1951, On Information and Sufficiency")
public record KullbackLeibler() implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value truth = target.hasValues() ? target.values() : target.oneHot();
    Value t = Differences.like(scores, truth).detached();
    // Where t is 0, so is t·ln t; without a lower limit it would be 0·(−∞).
    Value logs = t.clamp(Float.MIN_NORMAL, Float.MAX_VALUE).log();
    return logs.minus(scores.flatten().logSoftmax()).times(t).sumRows();
  }

  @Override
  public Value predict(Value scores) {
    return scores.softmax();
  }

  @Override
  public boolean predictsProbabilities() {
    return true;
  }
}

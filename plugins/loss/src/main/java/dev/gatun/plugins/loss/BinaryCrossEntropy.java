package dev.gatun.plugins.loss;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// The negative log-probability, in nats, of what applies and what does not, each output being a
/// question of its own; scores are logits, predictions their sigmoid.
///
/// Two classes need one output, the logit of the second class, and `units: auto` is 1: logistic
/// regression. More classes need one output each (one against the rest). Values between 0 and 1,
/// such as the pixels of an image or several labels at once, need one output each.
@Component(
    name = "binary-cross-entropy",
    summary = "negative log-probability of yes or no for each output, from logits",
    formula = "−(w·y·ln σ(s) + (1−y)·ln(1 − σ(s)))",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.90")
public record BinaryCrossEntropy(
    @Option("weight w of what applies, above 1 where it is rare") @Default("1") @Above(0)
        double positiveWeight,
    @Option("outputs that count, where a transform hides some") @Default("all") Over over,
    @Option("what an example's outputs become") @Default("mean") Reduction reduction)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value y = Labels.of(scores, target);
    Value s = scores.flatten();
    // −ln σ(s) is softplus(−s), and −ln(1 − σ(s)) is softplus(s): neither overflows or cancels.
    Value yes = y.times(s.negate().softplus());
    Value no = y.negate().plus(1).times(s.softplus());
    Value each = (positiveWeight == 1 ? yes : yes.times(positiveWeight)).plus(no);
    return over.reduce(each, target, reduction);
  }

  @Override
  public Value predict(Value scores) {
    return scores.sigmoid();
  }

  @Override
  public boolean predictsProbabilities() {
    return true;
  }

  @Override
  public Optional<Integer> outputs(Target target) {
    return Labels.outputs(target);
  }
}

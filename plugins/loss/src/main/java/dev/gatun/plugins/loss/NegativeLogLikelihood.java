package dev.gatun.plugins.loss;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import java.util.List;

/// The negative log-probability of the right class where the scores are log-probabilities, as a
/// last layer `log-softmax` gives them; predictions are their exponentials.
///
/// After `log-softmax` it is `cross-entropy`. Nothing makes sure that the scores are
/// log-probabilities: other scores have a loss without a lower limit. The mean over examples
/// divides by their number, not by the sum of class weights as PyTorch does.
@Component(
    name = "negative-log-likelihood",
    summary = "negative log-probability of the right class; scores are log-probabilities",
    formula = "−scores[label]",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108")
public record NegativeLogLikelihood(
    @Option("a weight for each class, in their order; left out: 1 each") @AtLeast(0)
        List<Double> classWeights)
    implements Loss {
  /// Copies the list.
  public NegativeLogLikelihood {
    classWeights = List.copyOf(classWeights);
  }

  @Override
  public Value of(Value scores, Target target) {
    Value oneHot = Differences.like(scores, target.oneHot());
    Value counted =
        classWeights.isEmpty()
            ? oneHot
            : oneHot.times(ClassWeights.of(scores.graph(), classWeights, target));
    return scores.flatten().times(counted).sumRows().negate();
  }

  @Override
  public Value predict(Value scores) {
    return scores.exp();
  }

  @Override
  public boolean predictsProbabilities() {
    return true;
  }
}

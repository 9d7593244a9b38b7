package dev.gatun.plugins.loss;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import java.util.List;

/// The negative log-probability of the right class, in nats; scores are logits, predictions their
/// softmax.
///
/// With class weights `w` and label smoothing `ε`, the loss of an example of class `y` among `K` is
/// `−(1−ε)·w[y]·ln p[y] − ε/K · Σⱼ w[j]·ln p[j]`. The mean over examples divides by their number
/// (or the sum of their weights in the data), not by the sum of class weights as PyTorch does:
/// doubling all class weights doubles the loss.
@Component(
    name = "cross-entropy",
    summary = "negative log-probability of the right class, in nats",
    formula = "−ln softmax(scores)[label]",
    source =
        "Bishop 2006, Pattern Recognition and Machine Learning, eq. 4.108; smoothing: Szegedy et al."
            + " 2016, Rethinking the Inception Architecture, section 7")
public record CrossEntropy(
    @Option("a weight for each class, in their order; left out: 1 each") @AtLeast(0)
        List<Double> classWeights,
    @Option("share of the truth that is spread evenly over all classes")
        @Default("0")
        @AtLeast(0)
        @Below(1)
        double labelSmoothing)
    implements Loss {
  /// Makes the loss without weights and smoothing.
  public CrossEntropy() {
    this(List.of(), 0);
  }

  /// Copies the list.
  public CrossEntropy {
    classWeights = List.copyOf(classWeights);
  }

  @Override
  public Value of(Value scores, Target target) {
    // In this form engines compute it in one pass.
    Value right = scores.logSoftmax().times(target.oneHot()).sumRows().negate();
    Value loss = right;
    if (!classWeights.isEmpty()) {
      Value weights = ClassWeights.of(scores.graph(), classWeights, target);
      loss = right.times(target.oneHot().times(weights).sumRows());
    }
    return labelSmoothing == 0
        ? loss
        : loss.times(1 - labelSmoothing).plus(spread(scores, target).times(labelSmoothing));
  }

  /// The mean loss over all classes.
  private Value spread(Value scores, Target target) {
    Value logs = scores.logSoftmax().flatten();
    Value weighted =
        classWeights.isEmpty()
            ? logs
            : logs.times(ClassWeights.of(scores.graph(), classWeights, target));
    return weighted.meanRows().negate();
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

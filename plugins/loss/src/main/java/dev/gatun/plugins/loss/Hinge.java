package dev.gatun.plugins.loss;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;

/// The loss of a multi-class support vector machine: how far every wrong class comes within a
/// margin of the right one. Predictions are the scores.
///
/// It is the sum over the wrong classes; PyTorch's `MultiMarginLoss` divides it by the number of
/// classes.
@Component(
    name = "hinge",
    summary = "multi-class support vector machine: wrong classes must score a margin less",
    formula = "Σⱼ≠y max(0, sⱼ − s_y + margin), each squared with squared",
    source = "Weston and Watkins 1999, Support Vector Machines for Multi-Class Pattern Recognition")
public record Hinge(
    @Option("how far below the right class the others must be") @Default("1") @Above(0)
        double margin,
    @Option("squares what exceeds the margin") @Default("false") boolean squared)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value s = scores.flatten();
    Value right = Differences.like(scores, target.oneHot());
    Value rightScore = s.times(right).sumRows();
    Value excess = s.minus(rightScore).plus(margin).times(right.negate().plus(1)).relu();
    return (squared ? excess.square() : excess).sumRows();
  }
}

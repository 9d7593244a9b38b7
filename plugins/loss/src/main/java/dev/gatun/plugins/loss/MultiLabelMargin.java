package dev.gatun.plugins.loss;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Loss;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.List;

/// Every label that applies should score a margin more than every label that does not; predictions
/// are the scores.
///
/// Values above 0 apply; without values, the class does. Work grows with the square of the number
/// of outputs.
@Component(
    name = "multi-label-margin",
    summary = "labels that apply must score a margin more than those that do not",
    formula = "Σ_{j applies} Σ_{i does not} max(0, margin − (sⱼ − sᵢ)) / k",
    source =
        "Collobert, Kavukcuoglu and Farabet 2011, Torch7: A Matlab-like Environment for Machine"
            + " Learning (MultiLabelMarginCriterion)")
public record MultiLabelMargin(
    @Option("how far above the others labels that apply must be") @Default("1") @Above(0)
        double margin)
    implements Loss {
  @Override
  public Value of(Value scores, Target target) {
    Value truth = target.hasValues() ? target.values() : target.oneHot();
    Value applies = Differences.like(scores, truth).detached();
    return scores.flatten().apply(new Pairs(margin), applies);
  }

  /// Sums over pairs of labels within a row, which operations on whole tensors could only do with
  /// as many tensors as labels.
  private record Pairs(double margin) implements RowOp {
    @Override
    public String name() {
      return "multi-label margin";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      return Shape.of(inputs.getFirst().rows(), 1);
    }

    @Override
    public void forward(Row[] inputs, Row output) {
      Row s = inputs[0];
      double sum = 0;
      for (int j = 0; j < s.size(); j++) {
        for (int i = 0; applies(inputs, j) && i < s.size(); i++) {
          sum += applies(inputs, i) ? 0 : Math.max(0, margin - (s.get(j) - s.get(i)));
        }
      }
      output.set(0, sum / s.size());
    }

    @Override
    public void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients) {
      Row s = inputs[0];
      double step = outputGradient.get(0) / s.size();
      for (int j = 0; j < s.size(); j++) {
        for (int i = 0; applies(inputs, j) && i < s.size(); i++) {
          if (!applies(inputs, i) && margin - (s.get(j) - s.get(i)) > 0) {
            inputGradients[0].add(j, -step);
            inputGradients[0].add(i, step);
          }
        }
      }
    }

    private static boolean applies(Row[] inputs, int label) {
      return inputs[1].get(label) > 0;
    }
  }
}

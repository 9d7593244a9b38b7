package dev.gatun.tests.example;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.List;

/// Probabilities of which most are exactly 0, as an op over plain numbers: the nearest point of the
/// simplex, which no composition gives.
@Component(
    name = "sparsemax",
    summary = "probabilities of an example's features, most of them exactly 0",
    formula = "argmin over p of ‖p − x‖², p ≥ 0, Σp = 1",
    source = "Martins, Astudillo 2016, From Softmax to Sparsemax, eq. 2 and 14")
public record Sparsemax() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.apply(new Projection());
  }

  private record Projection() implements RowOp {
    @Override
    public Shape shape(List<Shape> inputs) {
      return inputs.getFirst();
    }

    /// Source: Michelot 1986, *A finite algorithm for finding the projection of a point onto the
    /// canonical simplex*.
    @Override
    public void forward(Row[] inputs, Row output) {
      Row x = inputs[0];
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < x.size(); i++) {
        greatest = Math.max(greatest, x.get(i));
      }
      double threshold = Double.NEGATIVE_INFINITY;
      int above = x.size() + 1;
      int before;
      do {
        before = above;
        above = 0;
        double sum = 0;
        for (int i = 0; i < x.size(); i++) {
          double less = x.get(i) - greatest;
          // Written so that NaN counts, and spreads to the whole row.
          if (!(less <= threshold)) {
            sum += less;
            above++;
          }
        }
        threshold = (sum - 1) / above;
      } while (above < before);
      for (int i = 0; i < x.size(); i++) {
        output.set(i, Math.max(0, x.get(i) - greatest - threshold));
      }
    }

    /// Where the output is not 0, the gradient less its mean there.
    @Override
    public void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients) {
      double sum = 0;
      int above = 0;
      for (int i = 0; i < output.size(); i++) {
        if (output.get(i) != 0) {
          sum += outputGradient.get(i);
          above++;
        }
      }
      for (int i = 0; i < output.size(); i++) {
        if (output.get(i) != 0) {
          inputGradients[0].add(i, outputGradient.get(i) - sum / above);
        }
      }
    }
  }
}

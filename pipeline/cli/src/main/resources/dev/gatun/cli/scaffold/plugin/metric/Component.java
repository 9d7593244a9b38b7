package __package__;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// How much the model believes in what is right, in [0, 1]. Examples count by their weights; NaN
/// where there are none.
@Component(
    name = "__name__",
    summary = "mean probability of the right class",
    formula = "Σ w·p[label] / Σ w")
public record __class__() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PROBABILITIES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    return new Meter() {
      private double sum;
      private double weights;

      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          sum += batch.weights()[row] * probability(batch, row);
          weights += batch.weights()[row];
        }
      }

      @Override
      public Result result() {
        return new Result.Number(sum / weights);
      }
    };
  }

  /// Of two classes there may be one probability, that of the second.
  private static double probability(Batch batch, int row) {
    int label = batch.labels()[row];
    float[] predictions = batch.predictions();
    if (batch.outputs() == 1) {
      return label == 1 ? predictions[row] : 1.0 - predictions[row];
    }
    return predictions[row * batch.outputs() + label];
  }
}

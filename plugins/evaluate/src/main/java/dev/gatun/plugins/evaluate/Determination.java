package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The coefficient of determination: the share of the variance of the values that predictions
/// explain; 1 is perfect, 0 what the mean value would do, below 0 worse.
///
/// Examples count by their weights. An output whose value never varies has no coefficient and is
/// left out of the mean. NaN where no output varies or a number is NaN.
@Component(
    name = "r2",
    summary = "coefficient of determination: share of the values' variance that is explained",
    formula = "1 − Σᵢ (valueᵢ − predictionᵢ)² / Σᵢ (valueᵢ − mean)², mean over outputs",
    source = "Wright 1921, Correlation and Causation")
public record Determination(
    @Option(
            "of several outputs: uniform: their mean; variance: by their variances, so that all errors are pooled")
        @Default("uniform")
        Outputs outputs)
    implements Metric {
  /// How outputs become one number.
  public enum Outputs {
    /// Each counts the same.
    UNIFORM,
    /// Each counts by the variance of its values.
    VARIANCE
  }

  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PREDICTIONS, Need.VALUES);
  }

  @Override
  public Meter start(Info info) {
    return new Sums(info.outputs());
  }

  private final class Sums implements Meter {
    private final WeightedMean[] values;
    private final double[] errors;

    Sums(int size) {
      values = new WeightedMean[size];
      errors = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = new WeightedMean();
      }
    }

    @Override
    public void add(Batch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        double weight = batch.weights()[row];
        for (int i = 0; i < errors.length && weight != 0; i++) {
          int at = row * batch.outputs() + i;
          double value = batch.values()[at];
          double difference = value - batch.predictions()[at];
          errors[i] += weight * difference * difference;
          values[i].add(value, weight);
        }
      }
    }

    @Override
    public Result result() {
      WeightedMean mean = new WeightedMean();
      double error = 0;
      double squares = 0;
      for (int i = 0; i < errors.length; i++) {
        error += errors[i];
        squares += values[i].squares();
        // Written so that NaN is not left out.
        boolean varies = !(values[i].squares() == 0);
        mean.add(1 - errors[i] / values[i].squares(), varies ? 1 : 0);
      }
      return new Result.Number(outputs == Outputs.UNIFORM ? mean.mean() : 1 - error / squares);
    }
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;

/// The mean over examples of the mean error of their outputs.
final class MeanError implements Metric.Meter {
  /// What counts as an error.
  interface Measure {
    /// {@return the error of one output}
    ///
    /// @param difference of prediction and value
    double of(double difference);
  }

  private final Measure error;
  private final WeightedMean mean = new WeightedMean();

  MeanError(Measure error) {
    this.error = error;
  }

  @Override
  public void add(Metric.Batch batch) {
    int outputs = batch.outputs();
    for (int row = 0; row < batch.rows(); row++) {
      double sum = 0;
      for (int i = row * outputs; i < (row + 1) * outputs; i++) {
        sum += error.of((double) batch.predictions()[i] - batch.values()[i]);
      }
      mean.add(sum / outputs, batch.weights()[row]);
    }
  }

  @Override
  public Result.Number result() {
    return mean.result(0, Double.MAX_VALUE);
  }
}

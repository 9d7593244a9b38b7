package dev.gatun.plugins.evaluate;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import java.util.EnumSet;
import java.util.Optional;

/// Peak signal-to-noise ratio of predicted images, in decibels; 20 dB more means that the root of
/// the mean squared error is a tenth.
///
/// Predictions and truth are compared in the units of the data, and the squared error is pooled
/// over all examples before the logarithm is taken: one perfect image, whose own ratio is infinite,
/// does not swamp the rest. (Averaging a ratio per image would give another, never smaller number.)
/// Examples count by their weights. Infinite where there is no error at all, NaN where there are no
/// examples.
///
/// @param peak the greatest difference two values can have, above 0; the length of the inputs'
///   known range where it is left out
@Component(
    name = "psnr",
    summary = "peak signal-to-noise ratio in dB, of the error pooled over all examples",
    formula = "10·log₁₀(peak² / mse)",
    source =
        "Huynh-Thu and Ghanbari 2008, Scope of validity of PSNR in image/video quality assessment")
public record PeakSignalToNoise(
    @Option("greatest difference two values can have; left out: the length of the data's range")
        @Above(0)
        Optional<Double> peak)
    implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.ORIGINALS);
  }

  @Override
  public Meter start(Info info) {
    double height = Peak.of("psnr", peak, info, "mse");
    WeightedMean squares = new WeightedMean();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        int outputs = batch.outputs();
        for (int row = 0; row < batch.rows(); row++) {
          double sum = 0;
          for (int i = row * outputs; i < (row + 1) * outputs; i++) {
            double difference = (double) batch.originalPredictions()[i] - batch.originalValues()[i];
            sum += difference * difference;
          }
          squares.add(sum / outputs, batch.weights()[row]);
        }
      }

      @Override
      public Result result() {
        return new Result.Number(10 * Math.log10(height * height / squares.mean()));
      }
    };
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Above;
import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Range;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Targets;
import java.util.EnumSet;
import java.util.Optional;

/// Peak signal-to-noise ratio of predicted images, in decibels; 20 dB more means that the root of
/// the mean squared error is a tenth.
///
/// Predictions and truth are compared in the units of the data, and the squared error is pooled
/// over all examples before the logarithm is taken: one perfect image, whose own ratio is infinite,
/// does not swamp the rest. (Averaging a ratio per image would give another, never smaller number.)
/// Every example counts 1, whatever its weight. Infinite where there is no error at all, NaN where
/// there are no examples.
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
    if (!info.available().contains(Need.ORIGINALS)) {
      throw new DataException(
          "metric 'psnr': values must be known in the units of the data, but a transform has no"
              + " inverse; use mse");
    }
    double height = peak.orElseGet(() -> length(info));
    SquaredErrors errors = new SquaredErrors();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        int size = batch.rows() * batch.outputs();
        errors.add(batch.originalPredictions(), batch.originalValues(), size);
      }

      @Override
      public Result result() {
        return new Result.Number(10 * Math.log10(height * height / errors.mean()));
      }
    };
  }

  private static double length(Info info) {
    // The range is that of the inputs; values given beside them may have another.
    boolean given = info.examples().targets() instanceof Targets.Values;
    return info.examples()
        .range()
        .filter(_ -> !given)
        .map(Range::length)
        .orElseThrow(() ->
            new DataException(
                "metric 'psnr': the range of the target values is not known; set peak to the"
                    + " greatest difference two values can have"));
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The expected calibration error: how far the confidence of decisions is from their share of right
/// ones, from 0 to 1.
///
/// Examples are sorted by their greatest probability into bins of equal width; the differences
/// within the bins are averaged by their shares of the examples. With few examples a bin it is
/// greater than 0 by chance alone. Examples count by their weights.
@Component(
    name = "calibration",
    summary = "expected calibration error: confidence against share of right decisions",
    formula = "Σ_b share[b]·|right[b] − confidence[b]|",
    source = "Guo et al. 2017, On Calibration of Modern Neural Networks, eq. 3")
public record Calibration(
    @Option("how many bins of equal width") @Default("15") @AtLeast(1) @AtMost(1000) int bins)
    implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PROBABILITIES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    ConfidenceBins sorted = new ConfidenceBins(ClassScores.of("calibration", info), bins);
    return new Meter() {
      @Override
      public void add(Batch batch) {
        sorted.add(batch);
      }

      @Override
      public Result result() {
        return new Result.Number(sorted.error());
      }
    };
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// The share of right decisions by confidence, bin by bin, and the outline of how many examples
/// each bin has.
///
/// @param bins how many of equal width
record ReliabilityCurve(int bins) implements Metric {
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
        return new Result.Curves(
            Double.isNaN(sorted.error()) ? List.of() : List.of(right(sorted), shares(sorted)));
      }
    };
  }

  private static Result.Curve right(ConfidenceBins sorted) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < sorted.count(); i++) {
      if (sorted.share(i) > 0) {
        x.add(sorted.confidence(i));
        y.add(sorted.right(i));
      }
    }
    return new Result.Curve(
        String.format(Locale.ROOT, "model, calibration error %.3f", sorted.error()), x, y);
  }

  private static Result.Curve shares(ConfidenceBins sorted) {
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    for (int i = 0; i < sorted.count(); i++) {
      x.addAll(List.of((double) i / sorted.count(), (i + 1.0) / sorted.count()));
      y.addAll(List.of(sorted.share(i), sorted.share(i)));
    }
    x.add(1.0);
    y.add(0.0);
    return new Result.Curve("examples", x, y);
  }
}

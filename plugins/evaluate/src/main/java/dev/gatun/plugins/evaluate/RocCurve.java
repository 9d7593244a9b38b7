package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.plugins.evaluate.draw.Series;
import java.util.List;
import java.util.Optional;

/// What share of a class and what share of the others score above a threshold, for all thresholds;
/// the diagonal is chance.
///
/// Of two classes, that of the second; of more, each against the rest, the first 10.
@Component(
    name = "roc-curve",
    summary = "receiver operating characteristic of each class, with its area",
    source = "Fawcett 2006, An Introduction to ROC Analysis")
public record RocCurve() implements Figure {
  @Override
  public Optional<Metric> metric() {
    return Optional.of(new RankingCurves(false));
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    Series chance = Series.of("chance", new double[] {0, 1}, new double[] {0, 1});
    return CurveFigure.draw(
        "Receiver operating characteristic",
        "share of others found",
        "share of the class found",
        CurveFigure.of(run),
        List.of(chance));
  }
}

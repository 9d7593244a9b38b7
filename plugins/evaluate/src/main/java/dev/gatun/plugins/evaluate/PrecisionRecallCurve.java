package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import java.util.List;
import java.util.Optional;

/// Precision by recall, for all thresholds.
///
/// Of two classes, that of the second; of more, each against the rest, the first 10.
@Component(
    name = "precision-recall-curve",
    summary = "precision by recall of each class, with its area",
    source = "Davis and Goadrich 2006, The Relationship between Precision-Recall and ROC Curves")
public record PrecisionRecallCurve() implements Figure {
  @Override
  public Optional<Metric> metric() {
    return Optional.of(new RankingCurves(true));
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    return CurveFigure.draw(
        "Precision by recall", "recall", "precision", CurveFigure.of(run), List.of());
  }
}

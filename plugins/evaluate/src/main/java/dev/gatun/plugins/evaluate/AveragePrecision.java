package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean precision over the thresholds that find more examples of a class, each counting by what
/// it adds to recall; the share of the class is chance.
///
/// Of two classes, that of the second, with its logit interval, which counts on the examples of the
/// class alone; of more, the mean over the classes, each against the rest and counting the same,
/// for which no interval is known; a class without examples is left out. Nothing is interpolated
/// between thresholds. Examples count by their weights. All predictions are kept in memory. NaN
/// where a prediction is.
@Component(
    name = "average-precision",
    summary = "area under precision by recall, of more than two classes the mean of all",
    formula = "Σ (recallₖ − recallₖ₋₁)·precisionₖ",
    source =
        "Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, section 8.4;"
            + " interval: Boyd, Eng and Page 2013, Area under the Precision-Recall Curve, section 3.2")
public record AveragePrecision() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return ClassRankings.needs();
  }

  @Override
  public Meter start(Info info) {
    ClassRankings rankings = new ClassRankings("average-precision", info);
    return new Meter() {
      @Override
      public void add(Batch batch) {
        rankings.add(batch);
      }

      @Override
      public Result result() {
        return ClassRankings.result(
            rankings.all(), Ranking::averagePrecision, Ranking::averagePrecisionInterval);
      }
    };
  }
}

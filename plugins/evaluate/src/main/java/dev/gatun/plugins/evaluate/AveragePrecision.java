package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The mean precision over the thresholds that find more examples of a class, each counting by what
/// it adds to recall; the share of the class is chance.
///
/// Of two classes, that of the second; of more, the mean over the classes, each against the rest
/// and counting the same; a class without examples is left out. Nothing is interpolated between
/// thresholds. Examples count by their weights. All predictions are kept in memory. NaN where a
/// prediction is.
@Component(
    name = "average-precision",
    summary = "area under precision by recall, of more than two classes the mean of all",
    formula = "Σ (recallₖ − recallₖ₋₁)·precisionₖ",
    source =
        "Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, section 8.4")
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
        return new Result.Number(ClassRankings.mean(rankings.all(), Ranking::averagePrecision));
      }
    };
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The area under the receiver operating characteristic: how probable it is that an example of a
/// class scores more than another, equal scores counting half; 0.5 is chance.
///
/// Of two classes, that of the second, with DeLong's interval. Of more, the mean over the classes,
/// each against the rest and counting the same; a class without examples is left out. Examples
/// count by their weights. All predictions are kept in memory. NaN where a prediction is, or where
/// there is one class only.
@Component(
    name = "roc-auc",
    summary = "area under the ROC curve, of more than two classes the mean of one against the rest",
    formula = "P(score of one in the class > score of another) + ½P(equal)",
    source =
        "Hanley and McNeil 1982, The Meaning and Use of the Area under a ROC Curve; interval: DeLong,"
            + " DeLong and Clarke-Pearson 1988")
public record RocAuc() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return ClassRankings.needs();
  }

  @Override
  public Meter start(Info info) {
    ClassRankings rankings = new ClassRankings("roc-auc", info);
    return new Meter() {
      @Override
      public void add(Batch batch) {
        rankings.add(batch);
      }

      @Override
      public Result result() {
        return ClassRankings.result(rankings.all(), Ranking::area, Ranking::areaInterval);
      }
    };
  }
}

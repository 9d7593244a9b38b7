package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/// The curves behind `roc-auc` or `average-precision`, a curve for each class that has one, named
/// with its area.
///
/// @param precision whether precision by recall is wanted, else the receiver operating
///   characteristic
record RankingCurves(boolean precision) implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return ClassRankings.needs();
  }

  @Override
  public Meter start(Info info) {
    String name = precision ? "average-precision" : "roc-auc";
    ClassRankings rankings = new ClassRankings(name, info);
    return new Meter() {
      @Override
      public void add(Batch batch) {
        rankings.add(batch);
      }

      @Override
      public Result result() {
        List<Result.Curve> curves = new ArrayList<>();
        for (ClassRankings.OfClass each : rankings.all()) {
          each.ranking()
              .filter(Ranking::isDefined)
              .ifPresent(ranking -> curves.add(curve(each.name(), ranking)));
        }
        return new Result.Curves(curves);
      }
    };
  }

  private Result.Curve curve(String name, Ranking ranking) {
    double area = precision ? ranking.averagePrecision() : ranking.area();
    String title = String.format(Locale.ROOT, "%s, area %.3f", name, area);
    return precision ? ranking.precisionByRecall(title) : ranking.roc(title);
  }
}

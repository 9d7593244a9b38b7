package dev.gatun.plugins.evaluate;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.EnumSet;

/// The share of examples, in [0, 1], whose class has one of the greatest scores, with its Wilson
/// interval.
///
/// Of equal scores the first classes win, so that `k: 1` is `accuracy`; an example with a NaN score
/// counts as wrong. Examples count by their weights.
@Component(
    name = "top-k",
    summary = "share of examples whose class has one of the k greatest scores",
    formula = "#{i : fewer than k classes score more than label[i]} / n",
    source = "Russakovsky et al. 2015, ImageNet Large Scale Visual Recognition Challenge")
public record TopK(@Option("how many of the greatest scores") @Default("5") @AtLeast(1) int k)
    implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    ClassScores scores = ClassScores.of("top-k", info);
    if (k >= scores.classes()) {
      throw new DataException(
          "metric 'top-k': k must be below the number of classes, got %d of %d; set k, or remove it from evaluate"
              .formatted(k, scores.classes()));
    }
    Share right = new Share();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          right.add(better(scores, batch, row) < k, batch.weights()[row]);
        }
      }

      @Override
      public Result result() {
        return right.result();
      }
    };
  }

  /// {@return how many classes come before an example's own; all of them if a score is NaN}
  private static int better(ClassScores scores, Batch batch, int row) {
    int label = batch.labels()[row];
    float own = scores.score(batch, row, label);
    int better = 0;
    for (int i = 0; i < scores.classes(); i++) {
      float score = scores.score(batch, row, i);
      if (Float.isNaN(score)) {
        return scores.classes();
      }
      better += score > own || (score == own && i < label) ? 1 : 0;
    }
    return better;
  }
}

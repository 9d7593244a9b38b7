package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The share of examples, in [0, 1], whose greatest score is that of their class, with its Wilson
/// interval.
///
/// The first class wins a tie, and an example with a NaN score counts as wrong. A single score for
/// two classes decides for the second where it is above 0. Examples count by their weights. NaN
/// where there are no examples.
@Component(
    name = "accuracy",
    summary = "share of examples whose greatest score is that of their class",
    formula = "#{i : argmaxⱼ score[i,j] = label[i]} / n",
    source = "interval: Wilson 1927, Probable Inference, the Law of Succession")
public record Accuracy() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    ClassScores scores = ClassScores.of("accuracy", info);
    Share right = new Share();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          right.add(scores.decided(batch, row) == batch.labels()[row], batch.weights()[row]);
        }
      }

      @Override
      public Result result() {
        return right.result();
      }
    };
  }
}

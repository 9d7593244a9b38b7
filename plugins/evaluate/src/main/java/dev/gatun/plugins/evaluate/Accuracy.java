package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// The share of examples, in [0, 1], whose greatest score is that of their class.
///
/// The first class wins a tie, and an example with a NaN score counts as wrong. Every example
/// counts 1, whatever its weight. NaN where there are no examples.
@Component(
    name = "accuracy",
    summary = "share of examples whose greatest score is that of their class",
    formula = "#{i : argmaxⱼ score[i,j] = label[i]} / n")
public record Accuracy() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    ClassScores.names("accuracy", info);
    return new Count();
  }

  private static final class Count implements Meter {
    private long right;
    private long all;

    @Override
    public void add(Batch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        right += ClassScores.greatest(batch, row) == batch.labels()[row] ? 1 : 0;
      }
      all += batch.rows();
    }

    @Override
    public Result result() {
      return new Result.Number((double) right / all);
    }
  }
}

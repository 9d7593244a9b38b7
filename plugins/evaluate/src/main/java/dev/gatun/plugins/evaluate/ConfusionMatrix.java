package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import java.util.EnumSet;

/// How many examples of each class (rows) were taken for each class (columns).
///
/// The class with the greatest score is taken, the first one on ties. Examples with a NaN score are
/// taken for no class and appear in no cell, so that cells then add up to fewer than the examples.
/// Every example counts 1, whatever its weight.
@Component(
    name = "confusion-matrix",
    summary = "counts of true classes (rows) by predicted classes (columns)",
    formula = "count[a,b] = #{i : label[i] = a, argmaxⱼ score[i,j] = b}")
public record ConfusionMatrix() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    return new Table(ClassScores.of("confusion-matrix", info));
  }

  private static final class Table implements Meter {
    private final ClassScores scores;
    private final long[][] counts;

    Table(ClassScores scores) {
      this.scores = scores;
      this.counts = new long[scores.classes()][scores.classes()];
    }

    @Override
    public void add(Batch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        int predicted = scores.decided(batch, row);
        if (predicted != ClassScores.UNDECIDED) {
          counts[batch.labels()[row]][predicted]++;
        }
      }
    }

    @Override
    public Result result() {
      long[][] copy = new long[counts.length][];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = counts[i].clone();
      }
      return new Result.Counts(scores.names(), copy);
    }
  }
}

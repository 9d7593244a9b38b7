package dev.gatun.tests.example;

import dev.gatun.api.Component;
import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/// How clearly examples are told apart: the probability of the right class less the greatest of the
/// others, in [−1, 1]; above 0 where the class is told right.
///
/// A curve: the margin, ascending, by the share of the examples that have at most that. Each
/// example counts once.
@Component(
    name = "margins",
    summary = "probability of the right class less the greatest other, example by example",
    formula = "p[i, label] − max over j ≠ label of p[i, j]",
    source = "Schapire et al. 1998, Boosting the Margin, section 2")
public record Margins() implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.PROBABILITIES, Need.LABELS);
  }

  /// @throws DataException if the model has one output for two classes
  @Override
  public Meter start(Info info) {
    if (info.outputs() < 2) {
      throw new DataException(
          "metric 'margins': the model must give a probability for each class, got 1;"
              + " use a loss with units: auto of 2, such as cross-entropy");
    }
    List<Double> margins = new ArrayList<>();
    return new Meter() {
      @Override
      public void add(Batch batch) {
        for (int row = 0; row < batch.rows(); row++) {
          margins.add(margin(batch, row));
        }
      }

      @Override
      public Result result() {
        Collections.sort(margins);
        List<Double> shares = new ArrayList<>();
        for (int i = 1; i <= margins.size(); i++) {
          shares.add((double) i / margins.size());
        }
        return new Result.Curves(List.of(new Result.Curve("margin", shares, margins)));
      }
    };
  }

  private static double margin(Batch batch, int row) {
    int first = row * batch.outputs();
    int right = first + batch.labels()[row];
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = first; i < first + batch.outputs(); i++) {
      if (i != right) {
        greatest = Math.max(greatest, batch.predictions()[i]);
      }
    }
    return batch.predictions()[right] - greatest;
  }
}

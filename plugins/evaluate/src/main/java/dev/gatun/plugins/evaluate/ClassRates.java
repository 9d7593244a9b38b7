package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Measures a rate of each class and averages.
///
/// A class that is neither any example's nor taken for any has no rate and is left out of averages;
/// other rates of nothing are 0.
final class ClassRates implements Metric.Meter {
  /// A rate of one class.
  interface Rate {
    /// {@return the rate; NaN where it is one of nothing}
    ///
    /// @param right weight of the examples of the class that were taken for it
    /// @param decided weight of all that were taken for it
    /// @param labelled weight of all examples of the class
    double of(double right, double decided, double labelled);
  }

  private final ClassScores scores;
  private final Decisions decisions;
  private final Average average;
  private final Rate rate;

  private ClassRates(ClassScores scores, Average average, Rate rate) {
    this.scores = scores;
    this.decisions = new Decisions(scores);
    this.average = average;
    this.rate = rate;
  }

  /// {@return a meter}
  ///
  /// @throws DataException if data or model do not suit
  static ClassRates of(String metric, Metric.Info info, Average average, Rate rate) {
    ClassScores scores = ClassScores.of(metric, info);
    if (average == Average.BINARY && scores.classes() != 2) {
      throw new DataException(
          "metric '%s': average: binary is for two classes, got %d; use macro, micro, weighted or per-class"
              .formatted(metric, scores.classes()));
    }
    return new ClassRates(scores, average, rate);
  }

  @Override
  public void add(Metric.Batch batch) {
    decisions.add(batch);
  }

  private double rate(int of) {
    double decided = decisions.decided(of);
    double labelled = decisions.labelled(of);
    double found = rate.of(decisions.at(of, of), decided, labelled);
    return Double.isNaN(found) && decided + labelled > 0 ? 0 : found;
  }

  @Override
  public Result result() {
    return switch (average) {
      case MACRO -> new Result.Number(mean(false));
      case MICRO -> new Result.Number(together());
      case WEIGHTED -> new Result.Number(mean(true));
      case BINARY -> new Result.Number(rate(1));
      case PER_CLASS -> {
        SequencedMap<String, Double> rates = new LinkedHashMap<>();
        for (int i = 0; i < scores.classes(); i++) {
          rates.put(scores.names().get(i), rate(i));
        }
        yield new Result.Numbers(rates);
      }
    };
  }

  private double mean(boolean byExamples) {
    WeightedMean mean = new WeightedMean();
    for (int i = 0; i < scores.classes(); i++) {
      double found = rate(i);
      if (!Double.isNaN(found)) {
        mean.add(found, byExamples ? decisions.labelled(i) : 1);
      }
    }
    return mean.mean();
  }

  private double together() {
    double right = 0;
    double decided = 0;
    double labelled = 0;
    for (int i = 0; i < scores.classes(); i++) {
      right += decisions.at(i, i);
      decided += decisions.decided(i);
      labelled += decisions.labelled(i);
    }
    return rate.of(right, decided, labelled);
  }
}

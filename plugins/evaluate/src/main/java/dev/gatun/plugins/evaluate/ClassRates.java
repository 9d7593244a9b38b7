package dev.gatun.plugins.evaluate;

import dev.gatun.api.Metric;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;

/// Measures a rate of each class and averages: the examples of the class that were taken for it, as
/// a share of those taken for it (precision), of those of the class (recall), or of the mean of
/// both (F1).
///
/// A class that is neither any example's nor taken for any has no rate and is left out of averages;
/// other rates of nothing are 0. Intervals are those of large samples, by the delta method; a rate
/// of each class has none.
///
/// Source: Takahashi, Yamamoto, Kuchiba and Koyama 2022, *Confidence Interval for Micro-averaged F1
/// and Macro-averaged F1 Scores*.
final class ClassRates implements Metric.Meter {
  private final ClassScores scores;
  private final Decisions decisions;
  private final Average average;

  /// What decisions count in the divisor; the examples of the class have the rest.
  private final double byDecisions;

  private ClassRates(ClassScores scores, Average average, double byDecisions) {
    this.scores = scores;
    this.decisions = new Decisions(scores);
    this.average = average;
    this.byDecisions = byDecisions;
  }

  /// {@return a meter}
  ///
  /// @param byDecisions 1 for precision, 0 for recall, 1/2 for F1
  /// @throws DataException if data or model do not suit
  static ClassRates of(String metric, Metric.Info info, Average average, double byDecisions) {
    ClassScores scores = ClassScores.of(metric, info);
    if (average == Average.BINARY && scores.classes() != 2) {
      throw new DataException(
          "metric '%s': average: binary is for two classes, got %d; use macro, micro, weighted or per-class"
              .formatted(metric, scores.classes()));
    }
    return new ClassRates(scores, average, byDecisions);
  }

  @Override
  public void add(Metric.Batch batch) {
    decisions.add(batch);
  }

  @Override
  public Result result() {
    return switch (average) {
      case MACRO -> mean(_ -> 1);
      case MICRO -> together();
      case WEIGHTED -> mean(decisions::labelled);
      case BINARY -> mean(of -> of);
      case PER_CLASS -> {
        SequencedMap<String, Double> rates = new LinkedHashMap<>();
        for (int i = 0; i < scores.classes(); i++) {
          rates.put(scores.names().get(i), rate(i));
        }
        yield new Result.Numbers(rates);
      }
    };
  }

  private double divisor(int of) {
    return byDecisions * decisions.decided(of) + (1 - byDecisions) * decisions.labelled(of);
  }

  private double rate(int of) {
    double divisor = divisor(of);
    boolean exists = decisions.decided(of) + decisions.labelled(of) > 0;
    return divisor > 0 ? decisions.at(of, of) / divisor : exists ? 0 : Double.NaN;
  }

  /// {@return the mean of the rates of all classes that have one}
  ///
  /// @param importance of a class in the mean
  private Result.Number mean(IntToDoubleFunction importance) {
    int classes = scores.classes();
    double[] rates = new double[classes];
    WeightedMean mean = new WeightedMean();
    for (int i = 0; i < classes; i++) {
      double found = rate(i);
      if (!Double.isNaN(found)) {
        rates[i] = found;
        mean.add(found, importance.applyAsDouble(i));
      }
    }
    double total = decisions.total() / mean.weights();
    double[] each = new double[classes];
    for (int i = 0; i < classes; i++) {
      each[i] = divisor(i) > 0 ? importance.applyAsDouble(i) * total / divisor(i) : 0;
    }
    double value = mean.mean();
    return decisions.withInterval(
        value,
        (label, decided) -> {
          double slope = label == decided ? each[label] : 0;
          slope -= (1 - byDecisions) * each[label] * rates[label];
          slope -= decided < classes ? byDecisions * each[decided] * rates[decided] : 0;
          // Examples of a class also make it more important.
          return average == Average.WEIGHTED ? slope + (rates[label] - value) * total : slope;
        },
        0,
        1);
  }

  /// {@return the rate of the decisions of all classes together}
  private Result.Number together() {
    int classes = scores.classes();
    double right = 0;
    double divisor = 0;
    for (int i = 0; i < classes; i++) {
      right += decisions.at(i, i);
      divisor += divisor(i);
    }
    double value = right / divisor;
    double unit = decisions.total() / divisor;
    return decisions.withInterval(
        value,
        (label, decided) ->
            unit * ((label == decided ? 1 : 0) - value * (decided < classes ? 1 : 1 - byDecisions)),
        0,
        1);
  }
}

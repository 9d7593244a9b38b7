package dev.gatun.kit.component;

import dev.gatun.api.Metric;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Result;
import dev.gatun.api.data.DataException;
import dev.gatun.kit.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Rules of metrics.
final class MetricRules {
  /// Sums in float64 in another order differ by less.
  private static final double TOLERANCE = 1e-9;

  private MetricRules() {}

  static List<Rule> rules() {
    return List.of(
        rule(
            "CMP-80",
            Group.RESULTS,
            "It gives numbers for ordinary predictions; an interval holds its number.",
            MetricRules::numbers),
        rule(
            "CMP-81",
            Group.RESULTS,
            "Neither the order of the examples nor their division into batches matters.",
            MetricRules::order),
        rule(
            "CMP-82",
            Group.DETERMINISM,
            "Two counts at once do not disturb each other.",
            MetricRules::apart));
  }

  private static Rule rule(String id, Group group, String text, Rule.Check check) {
    return new Rule(id, group, Set.of(Metric.class), text, check);
  }

  /// {@return the examples a metric can judge}
  private static List<Predictions> suiting(Trial trial, Metric metric) {
    List<Predictions> suiting = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Predictions one : Predictions.all(new Data(trial.workspace(), trial.seed()))) {
      if (!one.info().available().containsAll(metric.needs())) {
        refused.add(one.title() + ": not all that it needs");
        continue;
      }
      try {
        Objects.requireNonNull(metric.start(one.info()), "start must give a meter, got null");
        suiting.add(one);
      } catch (DataException | IllegalArgumentException e) {
        refused.add("%s: %s".formatted(one.title(), e.getMessage()));
      }
    }
    if (suiting.isEmpty()) {
      throw new Violation(
          "must judge one of the predictions it is tried with; " + String.join("; ", refused));
    }
    return suiting;
  }

  /// {@return the numbers of a result by what they are}
  private static Map<String, Double> numbers(Result result) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    switch (result) {
      case Result.Number number -> {
        numbers.put("the number", number.value());
        number
            .interval()
            .ifPresent(interval -> {
              numbers.put("the low end", interval.low());
              numbers.put("the high end", interval.high());
            });
      }
      case Result.Numbers(var values) -> numbers.putAll(values);
      case Result.Counts(var names, var counts) -> {
        for (int i = 0; i < counts.length; i++) {
          for (int j = 0; j < counts[i].length; j++) {
            numbers.put("%s, %s".formatted(names.get(i), names.get(j)), (double) counts[i][j]);
          }
        }
      }
      case Result.Curves(var curves) ->
          curves.forEach(curve -> {
            for (int i = 0; i < curve.x().size(); i++) {
              numbers.put("%s x %d".formatted(curve.name(), i), curve.x().get(i));
              numbers.put("%s y %d".formatted(curve.name(), i), curve.y().get(i));
            }
          });
    }
    return numbers;
  }

  private static Result result(Metric metric, Predictions of, int[] order, int batch) {
    Metric.Meter meter = metric.start(of.info());
    for (int from = 0; from < order.length; from += batch) {
      int[] rows = java.util.Arrays.copyOfRange(order, from, Math.min(from + batch, order.length));
      meter.add(of.rows(rows, metric.needs()));
    }
    Result result = meter.result();
    if (result == null) {
      throw new Violation("result: must give a result, got null");
    }
    return result;
  }

  private static void numbers(Trial trial) {
    Metric metric = trial.make(Metric.class);
    for (Predictions one : suiting(trial, metric)) {
      Result result = result(metric, one, Data.rows(Predictions.ROWS), Predictions.ROWS);
      boolean curves = result instanceof Result.Curves;
      numbers(result)
          .forEach((name, number) ->
              Require.that(
                  !Double.isNaN(number) || curves,
                  "%s: must give a number, got NaN for %s; look for a division by 0",
                  one.title(),
                  name));
      if (result instanceof Result.Number(double value, var interval) && interval.isPresent()) {
        Require.that(
            interval.get().low() <= value && value <= interval.get().high(),
            "%s: the interval must hold %s, got [%s, %s]",
            one.title(),
            value,
            interval.get().low(),
            interval.get().high());
      }
    }
  }

  private static void order(Trial trial) {
    Metric metric = trial.make(Metric.class);
    int[] order = Data.rows(Predictions.ROWS);
    int[] shuffled = order.clone();
    PhiloxRandom.shuffle(shuffled, PhiloxRandom.of(trial.seed(), "order"));
    for (Predictions one : suiting(trial, metric)) {
      Map<String, Double> whole = numbers(result(metric, one, order, order.length));
      same(one, "in batches of 5", whole, numbers(result(metric, one, order, 5)));
      same(one, "one by one", whole, numbers(result(metric, one, order, 1)));
      same(one, "in another order", whole, numbers(result(metric, one, shuffled, order.length)));
    }
  }

  private static void same(
      Predictions of, String how, Map<String, Double> expected, Map<String, Double> found) {
    expected.forEach((name, number) -> {
      double other = found.getOrDefault(name, Double.NaN);
      Require.that(
          Double.compare(number, other) == 0
              || Math.abs(number - other) <= TOLERANCE * Math.max(1, Math.abs(number)),
          "%s: %s must be %s %s too, got %s; add up what is additive, and divide in result()",
          of.title(),
          name,
          Require.number(number),
          how,
          Require.number(other));
    });
  }

  private static void apart(Trial trial) {
    Metric metric = trial.make(Metric.class);
    int[] order = Data.rows(Predictions.ROWS);
    int[] half = Data.rows(Predictions.ROWS / 2);
    for (Predictions one : suiting(trial, metric)) {
      Metric.Meter first = metric.start(one.info());
      Metric.Meter second = metric.start(one.info());
      second.add(one.rows(half, metric.needs()));
      first.add(one.rows(order, metric.needs()));
      second.add(one.rows(half, metric.needs()));
      same(
          one,
          "while another is counted",
          numbers(result(trial.make(Metric.class), one, order, order.length)),
          numbers(first.result()));
    }
  }
}

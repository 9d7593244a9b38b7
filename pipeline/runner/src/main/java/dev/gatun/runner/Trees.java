package dev.gatun.runner;

import dev.gatun.api.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Results as the trees that become JSON.
final class Trees {
  private Trees() {}

  /// {@return `train.loss` as `{train: {loss: …}}`; names without a dot as they are, whole numbers
  /// without a point}
  static SequencedMap<String, Object> nested(SequencedMap<String, Double> numbers) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    numbers.forEach((name, value) -> {
      int dot = name.indexOf('.');
      if (dot < 0) {
        tree.put(name, Math.rint(value) == value ? (Object) value.longValue() : value);
      } else {
        child(tree, name.substring(0, dot)).put(name.substring(dot + 1), value);
      }
    });
    return tree;
  }

  /// {@return the reverse of [#nested]; null, which stands for what JSON lacks, becomes NaN}
  static SequencedMap<String, Double> flat(Map<String, @Nullable Object> tree) {
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    tree.forEach((name, value) -> {
      if (value instanceof Map<?, ?> map) {
        map.forEach((key, number) -> numbers.put(name + "." + key, number(number)));
      } else {
        numbers.put(name, number(value));
      }
    });
    return numbers;
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  @SuppressWarnings("unchecked") // the map was put there by this method
  private static Map<String, Object> child(Map<String, Object> tree, String name) {
    return (Map<String, Object>) tree.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  /// {@return the results of one split by metric; under `intervals` the ends of the confidence
  /// interval of each that has one}
  static SequencedMap<String, Object> of(SequencedMap<String, Result> results) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    SequencedMap<String, Object> intervals = new LinkedHashMap<>();
    results.forEach((name, result) -> {
      tree.put(name, of(result));
      if (result instanceof Result.Number(var _, Optional<Result.Interval> interval)) {
        interval.ifPresent(ends -> intervals.put(name, List.of(ends.low(), ends.high())));
      }
    });
    if (!intervals.isEmpty()) {
      tree.put("intervals", intervals);
    }
    return tree;
  }

  private static Object of(Result result) {
    return switch (result) {
      case Result.Number number -> number.value();
      case Result.Numbers(var values) -> values;
      case Result.Counts(var names, long[][] counts) -> {
        SequencedMap<String, Object> table = new LinkedHashMap<>();
        table.put("classes", names);
        table.put("counts", counts);
        yield table;
      }
      case Result.Curves(List<Result.Curve> curves) -> {
        SequencedMap<String, Object> byName = new LinkedHashMap<>();
        curves.forEach(curve -> {
          SequencedMap<String, Object> points = new LinkedHashMap<>();
          points.put("x", curve.x());
          points.put("y", curve.y());
          byName.put(curve.name(), points);
        });
        yield Map.of("curves", byName);
      }
    };
  }
}

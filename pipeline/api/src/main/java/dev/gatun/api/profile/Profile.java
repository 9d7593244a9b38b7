package dev.gatun.api.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Where the time of a training goes, operation by operation, over all its workers.
public final class Profile {
  private final List<Stopwatch> stopwatches = new ArrayList<>();

  /// Makes an empty profile.
  public Profile() {}

  /// What was done under one name.
  ///
  /// @param part of the definition it belongs to, such as a layer's id; empty where there is none
  /// @param operation what was done
  /// @param pass when
  /// @param calls by all workers together
  /// @param nanos of all workers together; an estimate where steps are too short to time them all
  /// @param works what the kernels did, each with how often; empty where no kernel did it
  public record Line(
      String part,
      String operation,
      Pass pass,
      long calls,
      long nanos,
      SequencedMap<Work, Long> works) {
    /// {@return additions and multiplications of products and convolutions}
    public long operations() {
      return sum(Work::operations);
    }

    /// {@return bytes that had to move}
    public long bytes() {
      return sum(Work::bytes);
    }

    private long sum(java.util.function.ToLongFunction<Work> amount) {
      return works.entrySet().stream()
          .mapToLong(entry -> amount.applyAsLong(entry.getKey()) * entry.getValue())
          .sum();
    }

    private Line plus(Lap lap) {
      SequencedMap<Work, Long> sum = new LinkedHashMap<>(works);
      lap.works.forEach(work -> sum.merge(work, lap.calls, Long::sum));
      return new Line(part, operation, pass, calls + lap.calls, nanos + lap.nanos, sum);
    }
  }

  /// {@return a stopwatch for one more worker}
  public Stopwatch stopwatch() {
    Stopwatch stopwatch = new Stopwatch();
    stopwatches.add(stopwatch);
    return stopwatch;
  }

  /// {@return how many workers are timed}
  public int workers() {
    return stopwatches.size();
  }

  /// {@return steps that were begun}
  public long steps() {
    return stopwatches.stream().mapToLong(Stopwatch::steps).max().orElse(0);
  }

  /// {@return what was done, in the order of a step; to be asked for once the workers have stopped}
  public List<Line> lines() {
    record Name(String part, String operation, Pass pass) {}
    Map<Name, Line> lines = new LinkedHashMap<>();
    for (Stopwatch stopwatch : stopwatches) {
      for (Lap lap : stopwatch.laps()) {
        Name name = new Name(lap.part, lap.operation, lap.pass);
        Line line =
            lines.getOrDefault(
                name, new Line(lap.part, lap.operation, lap.pass, 0, 0, new LinkedHashMap<>()));
        lines.put(name, line.plus(lap));
      }
    }
    return lines.values().stream().sorted(Comparator.comparing(Line::pass)).toList();
  }
}

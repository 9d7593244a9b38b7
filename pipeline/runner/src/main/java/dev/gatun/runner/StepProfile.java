package dev.gatun.runner;

import dev.gatun.api.profile.Pass;
import dev.gatun.api.profile.Profile;
import dev.gatun.api.profile.Work;
import dev.gatun.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// Where the time of a run's training steps went, beside what this machine reaches.
///
/// @param steps of the training
/// @param workers that shared each step
/// @param seconds in the steps
/// @param examples trained
/// @param operationsLimit operations a second of large products, all workers together
/// @param bytesLimit bytes a second that copies move, all workers together, by the size of a copy
/// @param lines in the order of a step
public record StepProfile(
    long steps,
    int workers,
    double seconds,
    long examples,
    double operationsLimit,
    SequencedMap<Long, Double> bytesLimit,
    List<Line> lines) {
  /// One operation in one pass, or what else takes time in a step.
  ///
  /// @param part of the definition it belongs to, such as a layer's id; may be empty
  /// @param operation what was done
  /// @param pass when
  /// @param calls by all workers
  /// @param seconds the mean of the workers
  /// @param operations a second, in products and convolutions, all workers together; 0 where there
  ///   are none
  /// @param bytes a second that had to move, all workers together; 0 where no kernel moved any
  /// @param ofLimit the time its kernels need at the rates of the limits, by the time they took;
  ///   NaN where no kernel did the work
  public record Line(
      String part,
      String operation,
      Pass pass,
      long calls,
      double seconds,
      double operations,
      double bytes,
      double ofLimit) {}

  /// Works out a profile, and measures the limits.
  ///
  /// @param profile of a training that has ended
  /// @param engine of the training
  /// @param threads of the run
  /// @param examples trained
  static StepProfile of(Profile profile, Engine engine, int threads, long examples) {
    int workers = Math.max(1, profile.workers());
    List<Profile.Line> measured = profile.lines();
    List<Work> works = measured.stream().flatMap(line -> line.works().keySet().stream()).toList();
    engine.threads(workers == 1 ? threads : 1);
    Limits limits = Limits.measure(engine, workers, works);
    engine.threads(threads);
    List<Line> lines = new ArrayList<>();
    double seconds = 0;
    for (Profile.Line line : measured) {
      lines.add(line(line, workers, limits));
      seconds += lines.getLast().seconds();
    }
    SequencedMap<Long, Double> bytes = new LinkedHashMap<>();
    limits.bytes().forEach((size, rate) -> bytes.put(size, 1e9 * rate));
    return new StepProfile(
        profile.steps(), workers, seconds, examples, 1e9 * limits.operations(), bytes, lines);
  }

  private static Line line(Profile.Line line, int workers, Limits limits) {
    double seconds = 1e-9 * line.nanos() / workers;
    double needed = 0;
    for (Map.Entry<Work, Long> entry : line.works().entrySet()) {
      needed += 1e-9 * limits.nanos(entry.getKey()) * entry.getValue();
    }
    return new Line(
        line.part(),
        line.operation(),
        line.pass(),
        line.calls(),
        seconds,
        rate(line.operations(), seconds),
        rate(line.bytes(), seconds),
        line.works().isEmpty() || seconds == 0 ? Double.NaN : needed / seconds);
  }

  private static double rate(long amount, double seconds) {
    return seconds == 0 ? 0 : amount / seconds;
  }

  /// {@return the profile as a tree for JSON}
  public SequencedMap<String, Object> tree() {
    SequencedMap<String, Object> limits = new LinkedHashMap<>();
    limits.put("operationsPerSecond", operationsLimit);
    List<Object> copies = new ArrayList<>();
    bytesLimit.forEach((size, rate) -> {
      SequencedMap<String, Object> copy = new LinkedHashMap<>();
      copy.put("bytes", size);
      copy.put("bytesPerSecond", rate);
      copies.add(copy);
    });
    limits.put("copies", copies);
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("steps", steps);
    tree.put("workers", workers);
    tree.put("seconds", seconds);
    tree.put("examplesPerSecond", examples / seconds);
    tree.put("limits", limits);
    tree.put("lines", lines.stream().map(this::tree).toList());
    return tree;
  }

  private SequencedMap<String, Object> tree(Line line) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("part", line.part());
    tree.put("operation", line.operation());
    tree.put("pass", line.pass().name().toLowerCase(Locale.ROOT));
    tree.put("calls", line.calls());
    tree.put("seconds", line.seconds());
    tree.put("share", line.seconds() / seconds);
    if (line.operations() > 0) {
      tree.put("operationsPerSecond", line.operations());
    }
    if (line.bytes() > 0) {
      tree.put("bytesPerSecond", line.bytes());
      tree.put("ofLimit", line.ofLimit());
    }
    return tree;
  }
}

package dev.gatun.runner;

import dev.gatun.runner.report.Trees;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/// What differs between two runs; each difference is a pair of values, `-` for what a run lacks.
///
/// @param definition values of the definitions by path
/// @param provenance engine, machine, data, plugins and choices by path
/// @param metrics losses and metrics by full name
public record RunDifference(
    SequencedMap<String, List<String>> definition,
    SequencedMap<String, List<String>> provenance,
    SequencedMap<String, List<String>> metrics) {
  /// What differs always, or is in the definition as well.
  private static final Set<String> OWN =
      Set.of("started", "start", "resumed", "definition", "seed");

  /// {@return what differs}
  ///
  /// @param a one run
  /// @param b another
  public static RunDifference of(PastRun a, PastRun b) {
    return new RunDifference(
        difference(a.definition(), b.definition(), path -> true),
        difference(
            Trees.facts(a.provenance()),
            Trees.facts(b.provenance()),
            path ->
                !OWN.contains(path.replaceFirst("[.\\[].*", "")) && !path.equals("engine.line")),
        difference(texts(a), texts(b), path -> true));
  }

  private static SequencedMap<String, String> texts(PastRun run) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    run.numbers().forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  private static SequencedMap<String, List<String>> difference(
      Map<String, String> a, Map<String, String> b, Predicate<String> counts) {
    Set<String> paths = new LinkedHashSet<>(a.keySet());
    paths.addAll(b.keySet());
    SequencedMap<String, List<String>> difference = new LinkedHashMap<>();
    for (String path : paths) {
      List<String> pair = List.of(a.getOrDefault(path, "-"), b.getOrDefault(path, "-"));
      if (counts.test(path) && !pair.getFirst().equals(pair.getLast())) {
        difference.put(path, pair);
      }
    }
    return difference;
  }

  /// {@return whether nothing differs}
  public boolean isEmpty() {
    return definition.isEmpty() && provenance.isEmpty() && metrics.isEmpty();
  }
}

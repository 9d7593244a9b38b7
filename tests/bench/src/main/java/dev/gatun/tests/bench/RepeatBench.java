package dev.gatun.tests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Trains an epoch again and again, each time in another process that is given the choices of the
/// first one: parameters must come out the same to the last bit.
final class RepeatBench {
  private static final int REPEATS = 4;
  private static final int EXAMPLES = 6_000;

  private RepeatBench() {}

  /// {@return a row for each workload, batch size and engine}
  ///
  /// @param contenders of which the engines are asked
  /// @param options which workloads
  /// @param folder for what processes write to their error streams
  /// @throws IOException if a process cannot be started
  static Table table(List<Contender> contenders, TrainingOptions options, Path folder)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (Workload workload : Workload.ALL) {
      for (int batch : workload.batches()) {
        if (options.wants(workload.letter()) && options.wants(batch)) {
          for (Contender contender : contenders) {
            if (Contender.ENGINES.contains(contender.name())) {
              rows.add(row(workload, batch, contender, folder));
            }
          }
        }
      }
    }
    return new Table(
        "One epoch in %d processes, by the choices of the first".formatted(REPEATS),
        List.of(
            new Table.Column("workload", 0),
            new Table.Column("engine", 0),
            new Table.Column("choices", 0),
            new Table.Column("parameters", 0)),
        rows);
  }

  private static List<Object> row(Workload workload, int batch, Contender contender, Path folder)
      throws IOException {
    String line =
        workload
            .request(batch, 0, 0)
            .withExamples(EXAMPLES)
            .line()
            .replaceFirst(TrainingRequest.WORD, "bits");
    Set<String> checksums = new LinkedHashSet<>();
    String choices = "-";
    for (int i = 0; i < REPEATS; i++) {
      try (ContenderProcess process = new ContenderProcess(contender, folder)) {
        Optional<ContenderProcess.Reply> reply = process.ask(line + " " + choices);
        choices = reply.orElseThrow().values().getOrDefault("choices", "-");
        checksums.add(reply.get().values().getOrDefault("checksum", ""));
      }
    }
    return List.of(
        workload.letter() + " " + batch,
        contender.name(),
        choices,
        checksums.size() == 1
            ? "the same bits, checksum " + checksums.iterator().next()
            : "differ: " + checksums);
  }
}

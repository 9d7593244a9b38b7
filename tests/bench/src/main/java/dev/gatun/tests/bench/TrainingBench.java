package dev.gatun.tests.bench;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Training on both engines beside what the hardware allows and beside other libraries: a suite of
/// workloads, each contender in a process of its own, in turn.
///
/// Run with `mvn -Pbench -DskipTests verify -pl tests/bench -am`.
public final class TrainingBench {
  private final TrainingOptions options;
  private final SequencedMap<String, Object> surroundings = Surroundings.describe();
  private final List<Object> tables = new ArrayList<>();
  private final List<Object> remarks = new ArrayList<>();
  private final List<Object> samples = new ArrayList<>();

  private TrainingBench(TrainingOptions options) {
    this.options = options;
  }

  /// Prints the tables.
  ///
  /// @param arguments as [TrainingOptions] reads them
  /// @throws IOException if a process cannot be started
  public static void main(String[] arguments) throws IOException {
    TrainingOptions options = TrainingOptions.of(arguments);
    if (!CleanStart.ranElsewhere(TrainingBench.class, arguments)) {
      new TrainingBench(options).run();
    }
  }

  private void run() throws IOException {
    surroundings.put("rounds", options.rounds());
    if (!options.json()) {
      surroundings.forEach((key, value) -> System.out.println(key + ": " + value));
    }
    Path folder = Files.createTempDirectory("gatun-training");
    try {
      Repository repository = Repository.find();
      Contenders contenders = new Contenders().limit(folder).engines(repository.jvmOptions());
      if (options.peers()) {
        contenders.peers(repository.peers());
      }
      contenders.absent().forEach(this::remark);
      measure(contenders.present(), contenders.peerNames(), folder);
    } finally {
      Folders.delete(folder);
    }
    if (options.json()) {
      SequencedMap<String, Object> tree = new LinkedHashMap<>(surroundings);
      tree.put("tables", tables);
      tree.put("remarks", remarks);
      tree.put("samples", samples);
      System.out.println(Json.write(tree));
    }
  }

  private void measure(List<Contender> contenders, List<String> peers, Path folder)
      throws IOException {
    if (Stream.of("B", "C", "D", "E", "G").anyMatch(options::wants)) {
      try (Session session = new Session(contenders, options.rounds(), folder)) {
        throughput(session, peers);
        latency(session, peers);
        session.remarks().forEach(this::remark);
      }
    }
    processes(new ProcessBench(contenders, options, folder, peers));
    if (options.repeat()) {
      show(RepeatBench.table(contenders, options, folder));
    }
  }

  private void throughput(Session session, List<String> peers) {
    ThroughputBench throughput = new ThroughputBench(session, options, peers);
    for (Workload workload : Workload.ALL) {
      if (options.wants(workload.letter())) {
        throughput.measure(workload);
      }
    }
    show(throughput.table());
    throughput.remarks().forEach(this::remark);
    samples.addAll(throughput.samples());
  }

  private void latency(Session session, List<String> peers) {
    LatencyBench latency = new LatencyBench(session, options, peers);
    if (options.wants("E")) {
      sample("E", latency.loop());
    }
    if (options.wants("G")) {
      sample("G 1", latency.latency());
      sample("G 1024", latency.throughput());
    }
    show(latency.table());
  }

  private void processes(ProcessBench processes) throws IOException {
    if (options.wants("F")) {
      processes.start();
    }
    if (options.wants("H")) {
      processes.memory();
    }
    if (options.wants("T")) {
      processes.accuracy();
    }
    show(processes.table());
    processes.remarks().forEach(this::remark);
  }

  private void sample(String workload, Session.Samples figures) {
    samples.add(figures.tree(workload));
  }

  private void show(Table table) {
    if (table.rows().isEmpty()) {
      return;
    }
    tables.add(table.tree());
    if (!options.json()) {
      table.print(System.out);
      System.out.println();
    }
  }

  private void remark(String line) {
    remarks.add(line);
    if (!options.json()) {
      System.out.println(line);
    }
  }
}

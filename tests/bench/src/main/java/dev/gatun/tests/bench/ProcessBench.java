package dev.gatun.tests.bench;

import static java.util.Objects.requireNonNull;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Whole processes, a new one for each figure: Gatun by its real command, other libraries by a
/// process that is asked once. From the start to the first step (F), the most memory held (H), and
/// from the start to an accuracy (T).
final class ProcessBench {
  private static final double MEGABYTE = 1e6;
  private static final int BATCH = 128;
  private static final int EXAMPLES = 60_000;
  private static final double ACCURACY = 0.98;
  private static final int MOST_EPOCHS = 20;
  private static final int SEED = 7;

  /// Seeds to reach an accuracy from, at least: the epochs that it takes differ by a half.
  private static final int SEEDS = 9;

  private static final String DATA = "GATUN_DATA";

  private final List<Contender> peers;
  private final TrainingOptions options;
  private final Path folder;
  private final Command command;
  private final PeerColumns columns;
  private final List<String> remarks = new ArrayList<>();
  private int runs;

  /// Prepares.
  ///
  /// @param contenders of which the peers take part
  /// @param options how many rounds
  /// @param folder for everything that is written
  /// @param peerNames of all peers, each with a column
  ProcessBench(
      List<Contender> contenders, TrainingOptions options, Path folder, List<String> peerNames) {
    peers = contenders.stream().filter(Contender::isPeer).toList();
    this.options = options;
    this.folder = folder;
    command = new Command(Repository.find().launcher(), folder);
    columns = new PeerColumns(peerNames);
  }

  /// One figure of a new process.
  @FunctionalInterface
  private interface Figure<T> {
    double of(T who, int round) throws IOException;
  }

  /// Measures everybody in every round; of a library's settings, the best median counts.
  private SequencedMap<String, Double> medians(
      String label, int rounds, Figure<String> engine, Figure<Contender> peer) throws IOException {
    System.err.println("measuring " + label);
    command.run(List.of("--version")); // builds what is missing
    SequencedMap<String, List<Double>> all = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String name : Contender.ENGINES) {
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(engine.of(name, round));
      }
      for (Contender contender : peers) {
        all.computeIfAbsent(contender.label(), _ -> new ArrayList<>())
            .add(ofPeer(contender, peer, round));
      }
    }
    SequencedMap<String, Double> medians = new LinkedHashMap<>();
    all.forEach((who, values) -> {
      double median = Rounds.median(values.stream().mapToDouble(Double::doubleValue).toArray());
      medians.merge(who.split(",", -1)[0], median, ProcessBench::less);
    });
    return medians;
  }

  private static double less(double a, double b) {
    return Double.isNaN(a) || b < a ? b : a;
  }

  /// {@return a figure of another library; NaN if it fails}
  private double ofPeer(Contender contender, Figure<Contender> figure, int round)
      throws IOException {
    try {
      return figure.of(contender, round);
    } catch (ContenderException e) {
      remarks.add(e.getMessage());
      return Double.NaN;
    }
  }

  private void add(
      String label, String unit, SequencedMap<String, Double> taken, PeerColumns.Target target) {
    columns.add(label, unit, name -> taken.getOrDefault(name, Double.NaN), target);
  }

  /// Measures seconds from the start to the end of the first step.
  ///
  /// @throws IOException if a file cannot be written
  void start() throws IOException {
    Path definition = DefinitionFiles.write(folder, BATCH, 1);
    String step = request(BATCH, 0).replaceFirst(TrainingRequest.WORD, "step");
    SequencedMap<String, Double> taken =
        medians(
            "F",
            options.rounds(),
            (engine, _) -> {
              Path run = nextRun();
              return command
                  .run(words(definition.toString(), engine, run, List.of()))
                  .until(run.resolve("history.jsonl"));
            },
            (peer, _) -> seconds(peer, step));
    add(
        "F, start to first step",
        "s",
        taken,
        new PeerColumns.Target(
            "0.6, peers but numpy",
            by ->
                columns.peers().stream()
                    .filter(peer -> !peer.equals("numpy"))
                    .mapToDouble(by)
                    .filter(value -> !Double.isNaN(value))
                    .reduce(0.6, Math::min)));
  }

  /// Measures the most memory that training holds.
  ///
  /// @throws IOException if a file cannot be written
  void memory() throws IOException {
    Path definition = DefinitionFiles.write(folder, EXAMPLES, 2);
    String train = request(EXAMPLES, 1);
    SequencedMap<String, Double> held =
        medians(
            "H",
            options.rounds(),
            (engine, _) ->
                command
                    .watch(words(definition.toString(), engine, nextRun(), List.of()))
                    .peakBytes(),
            (peer, _) -> {
              try (ContenderProcess process = new ContenderProcess(peer, folder)) {
                process.ask(train);
                return process.peakBytes();
              }
            });
    held.replaceAll((_, bytes) -> bytes / MEGABYTE);
    add("H, most memory", "MB", held, new PeerColumns.Target("160", _ -> 160));
  }

  /// Measures seconds from the start to the first epoch after which the test accuracy is 98 %, with
  /// another seed in every round: which epoch that is depends on first values and order alone.
  ///
  /// @throws IOException if a file cannot be written
  void accuracy() throws IOException {
    String data = System.getenv(DATA);
    if (data == null) {
      remarks.add("T: left out; set %s to a folder with MNIST's files in mnist/".formatted(DATA));
      return;
    }
    int rounds = Math.max(options.rounds(), SEEDS);
    Map<String, List<Integer>> epochs = new LinkedHashMap<>();
    for (String engine : Contender.ENGINES) {
      List<Integer> needed = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        needed.add(epochs(engine, SEED + round));
      }
      epochs.put(engine, needed);
    }
    String reach = "reach %s/mnist %s ".formatted(data, ACCURACY);
    SequencedMap<String, Double> taken =
        medians(
            "T",
            rounds,
            (engine, round) ->
                mnist(engine, requireNonNull(epochs.get(engine)).get(round), SEED + round)
                    .seconds(),
            (peer, round) -> seconds(peer, reach + (SEED + round)));
    remarks.add("T: epochs to %.1f %%: %s".formatted(100 * ACCURACY, epochs));
    add(
        "T, start to 98.0 % of MNIST",
        "s", taken, new PeerColumns.Target("first", by -> PeerColumns.best(by, columns.peers())));
  }

  /// {@return how many epochs are enough: the seed makes it the same every time}
  private int epochs(String engine, int seed) {
    for (int epochs = 1; epochs <= MOST_EPOCHS; epochs++) {
      if (Json.read(mnist(engine, epochs, seed).output()) instanceof Map<?, ?> metrics
          && metrics.get("test") instanceof Map<?, ?> test
          && test.get("accuracy") instanceof Number accuracy
          && accuracy.doubleValue() >= ACCURACY) {
        return epochs;
      }
    }
    throw new IllegalStateException(
        "%s: must reach %s within %d epochs".formatted(engine, ACCURACY, MOST_EPOCHS));
  }

  private Command.Outcome mnist(String engine, int epochs, int seed) {
    return command.run(
        words(
            "mnist",
            engine,
            nextRun(),
            List.of(
                "--json",
                "--set",
                "seed=" + seed,
                "--set",
                "train.epochs=" + epochs,
                "--set",
                "collect.split.validation=0",
                "--set",
                "evaluate.metrics=[accuracy]",
                "--set",
                "evaluate.figures=[]")));
  }

  private static List<String> words(String definition, String engine, Path run, List<String> more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run", definition, "--engine", engine, "--threads", "2", "--out", run.toString()));
    words.addAll(more);
    return words;
  }

  private Path nextRun() {
    return folder.resolve("run-" + runs++);
  }

  private static String request(int examples, double seconds) {
    return Workload.ALL.getFirst().request(BATCH, 0, seconds).withExamples(examples).line();
  }

  /// {@return seconds from the start of a process to its answer; NaN if it does not do such work}
  private double seconds(Contender peer, String request) throws IOException {
    long begin = System.nanoTime();
    try (ContenderProcess process = new ContenderProcess(peer, folder)) {
      Optional<ContenderProcess.Reply> reply = process.ask(request);
      return reply.isPresent() ? (System.nanoTime() - begin) * 1e-9 : Double.NaN;
    }
  }

  /// {@return the figures}
  Table table() {
    return columns.table("Whole processes; medians of %d rounds".formatted(options.rounds()));
  }

  /// {@return what else is to be said}
  List<String> remarks() {
    return remarks;
  }
}

package dev.gatun.tests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Examples per second of training, of everybody in turn, beside the limit and the targets.
final class ThroughputBench {
  private static final String RATE = "rate";

  private final Session session;
  private final TrainingOptions options;
  private final List<String> peers;
  private final StoredLimits stored = new StoredLimits();
  private final List<List<Object>> rows = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<Object> samples = new ArrayList<>();

  /// Prepares.
  ///
  /// @param session of all contenders
  /// @param options what to measure
  /// @param peers names of other libraries, each with a column
  ThroughputBench(Session session, TrainingOptions options, List<String> peers) {
    this.session = session;
    this.options = options;
    this.peers = List.copyOf(peers);
  }

  /// Measures a workload at all of its batch sizes.
  ///
  /// @param workload what to train
  void measure(Workload workload) {
    for (int batch : workload.batches()) {
      if (options.wants(batch)) {
        Session.Samples figures =
            session.interleave(
                workload.letter() + " " + batch,
                first ->
                    workload
                        .request(
                            batch,
                            first ? options.firstWarmUp() : options.warmUp(),
                            options.seconds())
                        .line());
        add(workload.letter(), batch, figures);
      }
    }
  }

  private void add(String letter, int batch, Session.Samples figures) {
    String label = letter + " " + batch;
    double limit = rate(figures, Contender.LIMIT);
    double best =
        figures.peers().stream().mapToDouble(peer -> rate(figures, peer)).max().orElse(Double.NaN);
    TrainingTargets targets = TrainingTargets.of(letter, batch);
    List<Object> row = new ArrayList<>(List.of(label, limit));
    row.add("%.2f / %.2f, %sx".formatted(targets.must(), targets.reach(), targets.peers()));
    StringBuilder told = new StringBuilder("%s: limit %.0f".formatted(label, limit));
    for (String engine : Contender.ENGINES) {
      double rate = rate(figures, engine);
      double[] rounds = figures.best(engine, RATE, true);
      double least = Arrays.stream(rounds).min().orElse(Double.NaN);
      double most = Arrays.stream(rounds).max().orElse(Double.NaN);
      row.addAll(List.of(rate, rate / limit, least / most, rate / best));
      row.add(targets.verdict(rate / limit, rate / best));
      told.append(", %s %.0f".formatted(engine, rate));
    }
    row.add(rate(figures, "java") / rate(figures, "openblas"));
    peers.forEach(peer -> row.add(rate(figures, peer)));
    rows.add(row);
    System.err.println(told.append(", best peer %.0f".formatted(best)));
    remark(label, figures);
    samples.add(figures.tree(label));
  }

  private void remark(String label, Session.Samples figures) {
    double[] limits = figures.best(Contender.LIMIT, RATE, true);
    if (limits.length > 0) {
      stored.remark(label, limits).ifPresent(remarks::add);
      remarks.add(
          "%s: the limit's products at %.0f of %.0f GFLOP/s, %.0f us; update %.0f us, copies at %.0f GB/s"
              .formatted(
                  label,
                  figures.median(Contender.LIMIT, "gflops", true),
                  figures.median(Contender.LIMIT, "peak", true),
                  1e6 * figures.median(Contender.LIMIT, "products", false),
                  1e6 * figures.median(Contender.LIMIT, "update", false),
                  figures.median(Contender.LIMIT, "copy", true)));
    }
    figures
        .replies()
        .forEach((contender, replies) -> {
          if (!contender.isPeer() && !contender.name().equals(Contender.LIMIT)) {
            remarks.add(
                "%s, %s: %.2f bytes allocated a step; %s"
                    .formatted(
                        label,
                        contender.name(),
                        figures.median(contender.name(), "allocated", false),
                        replies.getLast().values().getOrDefault("choices", "no choices")));
          }
        });
  }

  private static double rate(Session.Samples figures, String name) {
    return figures.median(name, RATE, true);
  }

  /// {@return the figures}
  Table table() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(new Table.Column("workload", 0));
    columns.add(new Table.Column("limit", 0));
    columns.add(new Table.Column("must / reach, peers", 0));
    for (String engine : Contender.ENGINES) {
      columns.add(new Table.Column(engine, 0));
      columns.add(new Table.Column(engine + " share", 2));
      columns.add(new Table.Column(engine + " worst / best", 2));
      columns.add(new Table.Column(engine + " x best peer", 2));
      columns.add(new Table.Column(engine + " verdict", 0));
    }
    columns.add(new Table.Column("java / openblas", 2));
    peers.forEach(peer -> columns.add(new Table.Column(peer, 0)));
    return new Table(
        "Training, examples/s, 2 threads; medians of %d rounds".formatted(options.rounds()),
        columns,
        rows);
  }

  /// {@return what else was noticed}
  List<String> remarks() {
    return remarks;
  }

  /// {@return every round's figures, for JSON}
  List<Object> samples() {
    return samples;
  }
}

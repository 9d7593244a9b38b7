package dev.gatun.tests.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Small work that shows what each step and each call costs: a loop of two thousand steps (E), and
/// inference (G).
final class LatencyBench {
  private static final int STEPS = 2_000;
  private static final String WIDTHS = "784,512,10";
  private static final int LARGE = 1024;

  private final Session session;
  private final TrainingOptions options;
  private final List<String> peers;
  private final PeerColumns columns;

  /// Prepares.
  ///
  /// @param session of all contenders
  /// @param options how to measure
  /// @param peers names of other libraries
  LatencyBench(Session session, TrainingOptions options, List<String> peers) {
    this.session = session;
    this.options = options;
    this.peers = List.copyOf(peers);
    columns = new PeerColumns(peers);
  }

  /// {@return seconds of the loop, after as many loops as warm the JIT up}
  Session.Samples loop() {
    String line = "loop " + STEPS;
    session.interleave("E, to warm up", _ -> line);
    Session.Samples samples = session.interleave("E", _ -> line);
    columns.add(
        "E, %d steps".formatted(STEPS),
        "s",
        name -> samples.median(name, "seconds", false),
        new PeerColumns.Target("numpy", taken -> taken.applyAsDouble("numpy")));
    return samples;
  }

  /// {@return seconds of one row}
  Session.Samples latency() {
    Session.Samples samples = infer(1);
    columns.add(
        "G, batch 1",
        "us",
        name -> 1e6 * samples.median(name, "seconds", false),
        new PeerColumns.Target("numpy", taken -> taken.applyAsDouble("numpy")));
    return samples;
  }

  /// {@return seconds of a large batch}
  Session.Samples throughput() {
    Session.Samples samples = infer(LARGE);
    ToDoubleFunction<ToDoubleFunction<String>> most = taken -> PeerColumns.best(taken, peers) / 1.2;
    columns.add(
        "G, batch " + LARGE,
        "us",
        name -> 1e6 * samples.median(name, "seconds", false),
        new PeerColumns.Target("1.2x the best", most));
    return samples;
  }

  private Session.Samples infer(int batch) {
    return session.interleave(
        "G " + batch,
        first ->
            String.format(
                Locale.ROOT,
                "infer %s %d %.3f %.3f",
                WIDTHS,
                batch,
                first ? options.firstWarmUp() : options.warmUp(),
                options.seconds() / 2));
  }

  /// {@return the figures}
  Table table() {
    return columns.table(
        "Steps and calls, 2 threads; medians of %d rounds".formatted(options.rounds()));
  }
}

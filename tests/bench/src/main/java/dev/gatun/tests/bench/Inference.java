package dev.gatun.tests.bench;

import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Scores of a batch, by a compiled evaluation plan: rows are gathered, and the network applied.
final class Inference {
  private Inference() {}

  /// {@return the median seconds of a batch}
  ///
  /// @param engine computes
  /// @param widths of the layers, the inputs first
  /// @param batch rows
  /// @param warmUpSeconds not measured
  /// @param seconds measured
  static double seconds(
      Engine engine, List<Integer> widths, int batch, double warmUpSeconds, double seconds) {
    Workspace workspace = engine.workspace("inference");
    RandomExamples random = new RandomExamples(workspace, new Random(1));
    Examples examples =
        new Examples(
            random.numbers(batch, widths.getFirst(), Random::nextFloat),
            Optional.empty(),
            new Targets.None(),
            Optional.empty());
    Network network = Network.prepare(examples, List.of()).model(Subject.model(widths));
    try (Subject subject = Subject.initialized(engine, workspace, examples, network)) {
      Plan plan =
          Plan.evaluation(
              subject.parameters(),
              workspace,
              Plan.Settings.of(batch, Subject.SEED),
              List.of(network.scores()));
      plan.examples(examples);
      int[] rows = IntStream.range(0, batch).toArray();
      return median(
          () -> {
            plan.load(rows, 0, batch, 1);
            plan.forward();
          },
          warmUpSeconds,
          seconds);
    }
  }

  /// {@return the median seconds of a call, over samples of 5 ms and more}
  ///
  /// @param call to time
  /// @param warmUpSeconds not measured
  /// @param seconds measured
  static double median(Runnable call, double warmUpSeconds, double seconds) {
    long calls = 0;
    long end = System.nanoTime() + (long) (warmUpSeconds * 1e9);
    while (System.nanoTime() < end) {
      call.run();
      calls++;
    }
    long repeats = Math.max(1, (long) (0.005 * calls / warmUpSeconds));
    double[] samples = new double[(int) Math.max(1, seconds / 0.005)];
    Rounds.Contestant timed = Rounds.Contestant.of(call);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = timed.seconds(repeats) / repeats;
    }
    return Rounds.median(samples);
  }
}

package dev.gatun.kit.bench;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Measures what engines reach on this machine, side by side.
///
/// The engines take turns, round by round, so that whatever else the machine does strikes all
/// alike; a figure is the median of the rounds.
public final class EngineBench {
  private static final int ROUNDS = 5;

  /// How long one engine works in one round, in nanoseconds.
  private static final long TURN = 40_000_000;

  /// How long an operation runs before it counts, so that the JIT has compiled it.
  private static final long WARM_UP = 200_000_000;

  private EngineBench() {}

  /// A measurement.
  ///
  /// @param engine the engine's id
  /// @param threads how many it was allowed
  /// @param workload what it did
  /// @param value the median, in the workload's unit
  public record Figure(String engine, int threads, Workload workload, double value) {}

  /// Measures every workload on every engine and thread count.
  ///
  /// @param engines open
  /// @param threadCounts each at least 1; the engines keep the last one
  /// @param listener is told of each workload before it is measured
  /// @return the figures, by workload, then engine, then thread count
  public static List<Figure> measure(
      List<Engine> engines, int[] threadCounts, Consumer<Workload> listener) {
    List<Figure> figures = new ArrayList<>();
    for (Workload workload : Workload.all()) {
      listener.accept(workload);
      figures.addAll(measure(workload, engines, threadCounts));
    }
    return figures;
  }

  /// {@return the figure of the fastest training step}
  ///
  /// @param figures of [#measure]
  public static Optional<Figure> best(List<Figure> figures) {
    String step = Workload.step().name();
    return figures.stream()
        .filter(figure -> figure.workload().name().equals(step))
        .max(Comparator.comparingDouble(Figure::value));
  }

  private static List<Figure> measure(Workload workload, List<Engine> engines, int[] threadCounts) {
    List<Workspace> workspaces = new ArrayList<>();
    try {
      List<Turn> turns = new ArrayList<>();
      for (Engine engine : engines) {
        Workspace workspace = engine.workspace("bench");
        workspaces.add(workspace);
        Runnable operation = workload.preparation().of(engine, workspace);
        for (int threads : threadCounts) {
          turns.add(new Turn(engine, threads, operation));
        }
      }
      turns.forEach(turn -> turn.repeat(WARM_UP));
      for (int round = 0; round < ROUNDS; round++) {
        int now = round;
        turns.forEach(turn -> turn.rates[now] = turn.repeat(TURN));
      }
      return turns.stream().map(turn -> turn.figure(workload)).toList();
    } finally {
      workspaces.forEach(Workspace::close);
    }
  }

  /// One engine and thread count at one workload.
  private static final class Turn {
    final double[] rates = new double[ROUNDS];
    private final Engine engine;
    private final int threads;
    private final Runnable operation;

    Turn(Engine engine, int threads, Runnable operation) {
      this.engine = engine;
      this.threads = threads;
      this.operation = operation;
    }

    /// {@return executions a second}
    double repeat(long nanos) {
      engine.threads(threads);
      long begin = System.nanoTime();
      long end = begin;
      long count = 0;
      while (end - begin < nanos) {
        operation.run();
        count++;
        end = System.nanoTime();
      }
      return count * 1e9 / (end - begin);
    }

    Figure figure(Workload workload) {
      Arrays.sort(rates);
      return new Figure(engine.id(), threads, workload, rates[ROUNDS / 2] * workload.amount());
    }
  }
}

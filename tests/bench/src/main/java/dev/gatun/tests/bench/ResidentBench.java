package dev.gatun.tests.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Interruption;
import dev.gatun.runner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Memory of one process that opens and closes engines, and one that runs definitions, again and
/// again: it must not grow.
public final class ResidentBench {
  private static final int CYCLES = 10_000;
  private static final int RUNS = 1_000;
  private static final int ROWS = 10;
  private static final List<String> TINY =
      List.of(
          "collect.source.examples=256",
          "collect.source.test-examples=64",
          "train.epochs=1",
          "train.batch-size=64");

  private ResidentBench() {}

  /// Prints a table for each engine's cycles and one for the runs.
  ///
  /// @param arguments how many cycles and how many runs; by default 10,000 and 1,000
  /// @throws IOException if there is no place for temporary files
  public static void main(String[] arguments) throws IOException {
    if (CleanStart.ranElsewhere(ResidentBench.class, arguments)) {
      return;
    }
    int cycles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CYCLES;
    int runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : RUNS;
    Surroundings.describe().forEach((key, value) -> System.out.println(key + ": " + value));
    for (String engine : List.of("java", "openblas")) {
      repeat("cycles of engine " + engine, cycles, _ -> cycle(engine));
    }
    Path folder = Files.createTempDirectory("gatun-runs");
    try {
      repeat("runs of a small definition", runs, i -> run(folder.resolve("run-" + i)));
    } finally {
      Folders.delete(folder);
    }
  }

  /// What is done again and again.
  @FunctionalInterface
  private interface Work {
    void run(int index) throws IOException;
  }

  private static void repeat(String title, int count, Work work) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    double[] counts = new double[ROWS + 1];
    double[] bytes = new double[ROWS + 1];
    int done = 0;
    for (int row = 0; row <= ROWS; row++) {
      int until = (int) ((long) count * row / ROWS);
      int begun = done;
      long begin = System.nanoTime();
      while (done < until) {
        work.run(done++);
      }
      double nanos = System.nanoTime() - begin;
      ResidentMemory held = ResidentMemory.now();
      counts[row] = done;
      bytes[row] = held.nativeBytes();
      double millis = done == begun ? Double.NaN : nanos / 1e6 / (done - begun);
      rows.add(held.row(Integer.toString(done), millis));
    }
    String verdict =
        "%d %s; from a fifth on, resident memory beside the heap grew by %.0f bytes each"
            .formatted(count, title, slope(counts, bytes, ROWS / 5));
    new Table(verdict, ResidentMemory.columns("done"), rows).print(System.out);
  }

  /// {@return the slope of the straight line through points, by least squares}
  private static double slope(double[] x, double[] y, int from) {
    double meanX = Arrays.stream(x, from, x.length).average().orElse(Double.NaN);
    double meanY = Arrays.stream(y, from, y.length).average().orElse(Double.NaN);
    double products = 0;
    double squares = 0;
    for (int i = from; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return products / squares;
  }

  /// Opens an engine and a workspace, multiplies, and closes.
  private static void cycle(String id) {
    Engine engine = Engines.load(ResidentBench.class.getClassLoader()).open(id).engine();
    engine.threads(2);
    try (Workspace workspace = engine.workspace("cycle")) {
      Tensor a = workspace.allocate(ElementType.F32, Shape.of(128, 256));
      Tensor b = workspace.allocate(ElementType.F32, Shape.of(256, 192));
      Tensor c = workspace.allocate(ElementType.F32, Shape.of(128, 192));
      engine.fill(1, a);
      engine.fill(0.5, b);
      engine.gemm(false, false, 1, a, b, 0, c);
      double sum = engine.download(c.rows(0, 1))[0];
      if (sum != 128) {
        throw new IllegalStateException(
            "engine '%s': 256 halves are 128, got %s".formatted(id, sum));
      }
    }
  }

  private static void run(Path folder) throws IOException {
    Definitions.Request definition = new Definitions.Request("digits", List.of(), TINY);
    Installation installation = Installation.load(ResidentBench.class.getClassLoader());
    new Run(
            installation,
            new Run.Request(
                new Definitions(installation).open(definition), Optional.of(folder), 2, false),
            new Interruption(),
            _ -> {})
        .execute();
    Folders.delete(folder);
  }
}

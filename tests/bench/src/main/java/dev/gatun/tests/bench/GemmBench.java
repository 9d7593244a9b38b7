package dev.gatun.tests.bench;

import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Matrix products in float32: the engines beside C that calls the same library.
final class GemmBench {
  /// Before samples of two threads, in milliseconds.
  private static final int PAUSE = 150;

  private final Sides sides;
  private final Rounds rounds;
  private final boolean quick;
  private final OwnCores cores;
  private final Map<ProductShape, Double> oneThread = new HashMap<>();

  GemmBench(Sides sides, Rounds rounds, boolean quick) {
    this.sides = sides;
    this.rounds = rounds;
    this.quick = quick;
    cores = new OwnCores(sides.c().map(c -> c::cores));
  }

  private record Measured(ProductShape shape, Rounds.Times times) {
    double rate(String name) {
      return shape.operations() / times.median(name) * 1e-9;
    }
  }

  /// Measures every product. To be called with one thread first: other counts are compared with it.
  ///
  /// @param threads for a product
  /// @return a row for each product
  Table table(int threads) {
    sides.threads(threads);
    List<Measured> all = new ArrayList<>();
    double peak = peak(threads);
    // The library's threads spin for a tenth of a second after a product, in the way of the next.
    Rounds paced = threads == 1 ? rounds : rounds.paced(PAUSE, cores);
    measure(ProductShape.square(256), paced.unprepared(), threads == 1);
    for (ProductShape shape : ProductShape.all(quick)) {
      all.add(new Measured(shape, measure(shape, paced, threads == 1)));
      peak = Math.max(peak, peak(threads));
    }
    if (threads > 1) {
      // Last, because the library's threads, once they are there, get in the way of the engines
      // and of looks at the machine.
      Rounds unwatched = rounds.paced(PAUSE, new OwnCores(Optional.empty()));
      for (Measured measured : all) {
        measured.times().byName().putAll(ownThreads(measured.shape(), unwatched, threads).byName());
      }
    }
    sides.threads(1);
    List<List<Object>> rows = new ArrayList<>();
    for (Measured measured : all) {
      rows.add(row(measured, threads, peak));
    }
    return new Table(title(threads, peak), columns(threads), rows);
  }

  /// {@return the peak in GFLOP/s; NaN without C}
  private double peak(int threads) {
    return sides.c().map(c -> c.peak(threads) * 1e-9).orElse(Double.NaN);
  }

  /// {@return what is to be said of the machine; empty if nothing}
  Optional<String> remark() {
    return cores.remark();
  }

  private String title(int threads, double peak) {
    String title =
        "sgemm, %d thread%s, GFLOP/s; x C: the rounds' median ratio to C calling the same library"
            .formatted(threads, threads == 1 ? "" : "s");
    return sides
        .c()
        .map(c -> "%s; FMA peak %.0f GFLOP/s at %d bits".formatted(title, peak, c.peakBits()))
        .orElse(title);
  }

  private static List<Table.Column> columns(int threads) {
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                new Table.Column("product", 0),
                new Table.Column("m x k x n", 0),
                new Table.Column("C", 0),
                new Table.Column("openblas", 0),
                new Table.Column("x C", 3),
                new Table.Column("java", 0),
                new Table.Column("java x C", 3),
                new Table.Column("C % peak", 0),
                new Table.Column("java % peak", 0)));
    if (threads > 1) {
      columns.add(new Table.Column("java x 1 thread", 2));
    }
    return columns;
  }

  private List<Object> row(Measured measured, int threads, double peak) {
    double java = measured.rate(Sides.JAVA);
    List<Object> row =
        new ArrayList<>(
            List.of(
                measured.shape().purpose(),
                measured.shape().extents(),
                measured.rate(Sides.C),
                measured.rate(Sides.OPENBLAS),
                measured.times().ratio(Sides.OPENBLAS, Sides.C),
                java,
                measured.times().ratio(Sides.JAVA, Sides.C),
                100 * measured.rate(Sides.C) / peak,
                100 * java / peak));
    if (threads == 1) {
      oneThread.put(measured.shape(), java);
    } else {
      row.add(java / oneThread.getOrDefault(measured.shape(), Double.NaN));
    }
    return row;
  }

  private Rounds.Times measure(ProductShape shape, Rounds paced, boolean withC) {
    try (Workspace workspace = Workspace.open("products")) {
      ProductShape.Operands operands = shape.operands(workspace);
      SequencedMap<String, Rounds.Contestant> contestants = new LinkedHashMap<>();
      if (withC) {
        sides
            .multiplyingC()
            .ifPresent(c -> contestants.put(Sides.C, repeats -> c.sgemm(repeats, shape, operands)));
      }
      sides
          .openblas()
          .ifPresent(engine ->
              contestants.put(
                  Sides.OPENBLAS,
                  Rounds.Contestant.of(() -> shape.run(engine.kernels(), operands))));
      contestants.put(
          Sides.JAVA, Rounds.Contestant.of(() -> shape.run(sides.java().kernels(), operands)));
      return paced.measure(contestants);
    }
  }

  /// Measures C with threads of the library's own.
  private Rounds.Times ownThreads(ProductShape shape, Rounds paced, int threads) {
    try (Workspace workspace = Workspace.open("products")) {
      ProductShape.Operands operands = shape.operands(workspace);
      SequencedMap<String, Rounds.Contestant> contestants = new LinkedHashMap<>();
      sides
          .multiplyingC()
          .ifPresent(c ->
              contestants.put(
                  Sides.C,
                  repeats ->
                      Sides.withLibraryThreads(threads, () -> c.sgemm(repeats, shape, operands))));
      return paced.measure(contestants);
    }
  }
}

package dev.gatun.tests.bench;

import dev.gatun.engine.ElementType;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Kernels that are bound by memory: engine java, which serves them on every engine, beside C, on
/// one thread and the same tensors.
///
/// Before a pair is measured, both compute once from the same values, and their results must agree.
final class MemoryBench {
  private static final double TOLERANCE = 1e-4;

  /// More than the tensors of any kernel take.
  private static final int BLOCK = 128 * 1024 * 1024;

  private final Sides sides;
  private final Rounds rounds;

  MemoryBench(Sides sides, Rounds rounds) {
    this.sides = sides;
    this.rounds = rounds;
  }

  /// Measures every kernel at every size.
  ///
  /// @return a row for each
  Table table() {
    sides.threads(1);
    Kernels kernels = sides.java().kernels();
    List<List<Object>> rows = new ArrayList<>();
    try (Workspace workspace = Workspace.open("operands")) {
      Tensor block = workspace.allocate(ElementType.U8, Shape.of(BLOCK));
      for (Twins.Twin twin : Twins.of(kernels)) {
        rows.add(row(twin, new Operands(block, twin.rows(), twin.columns())));
      }
    }
    return new Table(
        "Kernels bound by memory, 1 thread; GB/s: bytes that must be moved;"
            + " x C: the rounds' median ratio",
        List.of(
            new Table.Column("kernel", 0),
            new Table.Column("size", 0),
            new Table.Column("C GB/s", 1),
            new Table.Column("java GB/s", 1),
            new Table.Column("x C", 2),
            new Table.Column("C us", 1),
            new Table.Column("java us", 1)),
        rows);
  }

  private List<Object> row(Twins.Twin twin, Operands operands) {
    Twins.Call call = twin.call().apply(operands);
    SequencedMap<String, Rounds.Contestant> contestants = new LinkedHashMap<>();
    sides
        .c()
        .ifPresent(c ->
            contestants.put(
                Sides.C, c.twin(twin.function(), twin.rows(), twin.columns(), call.operands())));
    call.java().ifPresent(java -> contestants.put(Sides.JAVA, Rounds.Contestant.of(java)));
    agree(twin, operands, new ArrayList<>(contestants.values()));
    Rounds.Times times = rounds.measure(contestants);
    double c = times.median(Sides.C);
    double java = times.median(Sides.JAVA);
    return List.of(
        twin.name(),
        twin.size(),
        call.bytes() / c * 1e-9,
        call.bytes() / java * 1e-9,
        times.ratio(Sides.JAVA, Sides.C),
        1e6 * c,
        1e6 * java);
  }

  private static void agree(
      Twins.Twin twin, Operands operands, List<Rounds.Contestant> contestants) {
    List<float[]> start = operands.snapshot();
    List<List<float[]>> results = new ArrayList<>();
    for (Rounds.Contestant contestant : contestants) {
      contestant.seconds(1);
      results.add(operands.snapshot());
      operands.restore(start);
    }
    for (int i = 1; i < results.size(); i++) {
      for (int tensor = 0; tensor < start.size(); tensor++) {
        agree(twin, results.getFirst().get(tensor), results.get(i).get(tensor));
      }
    }
  }

  private static void agree(Twins.Twin twin, float[] c, float[] java) {
    for (int i = 0; i < c.length; i++) {
      // Written so that NaN is a difference too.
      if (!(Math.abs(c[i] - java[i]) <= TOLERANCE * (1 + Math.abs(c[i])))) {
        throw new IllegalStateException(
            "%s, %s: C and java must agree within %s, got %s and %s at %d"
                .formatted(twin.name(), twin.size(), TOLERANCE, c[i], java[i], i));
      }
    }
  }
}

package dev.gatun.tests.bench;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Kernels;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a call costs: products so small that little else is left.
///
/// Each way to call has a loop of its own, so that the JIT sees in each one kind of receiver, as in
/// a run, which has one engine.
final class CallBench {
  private static final String OPENBLAS_CHECKED = "openblas, checked";
  private static final String JAVA_CHECKED = "java, checked";

  private final Sides sides;
  private final Rounds rounds;

  CallBench(Sides sides, Rounds rounds) {
    this.sides = sides;
    this.rounds = rounds.unprepared();
  }

  /// Measures.
  ///
  /// @return a row for each size
  Table table() {
    sides.threads(1);
    List<List<Object>> rows = new ArrayList<>();
    for (int n : new int[] {4, 8}) {
      rows.add(row(n));
    }
    return new Table(
        "sgemm call, 1 thread, ns; over C: the rounds' median difference;"
            + " checked: through Engine, otherwise Kernels",
        List.of(
            new Table.Column("n", 0),
            new Table.Column("C", 1),
            new Table.Column("openblas", 1),
            new Table.Column("over C", 1),
            new Table.Column("openblas checked", 1),
            new Table.Column("checked over C", 1),
            new Table.Column("checks", 1),
            new Table.Column("java", 1),
            new Table.Column("java checked", 1)),
        rows);
  }

  private List<Object> row(int n) {
    ProductShape shape = ProductShape.square(n);
    try (Workspace workspace = Workspace.open("calls")) {
      ProductShape.Operands operands = shape.operands(workspace);
      SequencedMap<String, Rounds.Contestant> contestants = new LinkedHashMap<>();
      sides
          .multiplyingC()
          .ifPresent(c -> contestants.put(Sides.C, repeats -> c.sgemm(repeats, shape, operands)));
      sides
          .openblas()
          .ifPresent(engine -> {
            contestants.put(Sides.OPENBLAS, openblas(engine.kernels(), operands));
            contestants.put(OPENBLAS_CHECKED, openblasChecked(engine, operands));
          });
      contestants.put(Sides.JAVA, java(sides.java().kernels(), operands));
      contestants.put(JAVA_CHECKED, javaChecked(sides.java(), operands));
      Rounds.Times times = rounds.measure(contestants);
      return List.of(
          Integer.toString(n),
          1e9 * times.median(Sides.C),
          1e9 * times.median(Sides.OPENBLAS),
          1e9 * times.excess(Sides.OPENBLAS, Sides.C),
          1e9 * times.median(OPENBLAS_CHECKED),
          1e9 * times.excess(OPENBLAS_CHECKED, Sides.C),
          1e9 * times.excess(OPENBLAS_CHECKED, Sides.OPENBLAS),
          1e9 * times.median(Sides.JAVA),
          1e9 * times.median(JAVA_CHECKED));
    }
  }

  private static Rounds.Contestant openblas(Kernels kernels, ProductShape.Operands operands) {
    Tensor a = operands.a();
    Tensor b = operands.b();
    Tensor c = operands.c();
    return repeats -> {
      long begin = System.nanoTime();
      for (long i = 0; i < repeats; i++) {
        kernels.gemm(false, false, 1, a, b, 0, c);
      }
      return (System.nanoTime() - begin) * 1e-9;
    };
  }

  private static Rounds.Contestant openblasChecked(Engine engine, ProductShape.Operands operands) {
    Tensor a = operands.a();
    Tensor b = operands.b();
    Tensor c = operands.c();
    return repeats -> {
      long begin = System.nanoTime();
      for (long i = 0; i < repeats; i++) {
        engine.gemm(false, false, 1, a, b, 0, c);
      }
      return (System.nanoTime() - begin) * 1e-9;
    };
  }

  private static Rounds.Contestant java(Kernels kernels, ProductShape.Operands operands) {
    Tensor a = operands.a();
    Tensor b = operands.b();
    Tensor c = operands.c();
    return repeats -> {
      long begin = System.nanoTime();
      for (long i = 0; i < repeats; i++) {
        kernels.gemm(false, false, 1, a, b, 0, c);
      }
      return (System.nanoTime() - begin) * 1e-9;
    };
  }

  private static Rounds.Contestant javaChecked(Engine engine, ProductShape.Operands operands) {
    Tensor a = operands.a();
    Tensor b = operands.b();
    Tensor c = operands.c();
    return repeats -> {
      long begin = System.nanoTime();
      for (long i = 0; i < repeats; i++) {
        engine.gemm(false, false, 1, a, b, 0, c);
      }
      return (System.nanoTime() - begin) * 1e-9;
    };
  }
}

package dev.gatun.tests.bench;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Workspace;
import dev.gatun.engine.java.ScalarKernels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;

/// Matrix products without the Vector API, beside the loops of a textbook, on one thread.
final class ScalarBench {
  private static final String NAIVE = "naive";
  private static final String SCALAR = "scalar";

  private final Sides sides;
  private final Rounds rounds;

  ScalarBench(Sides sides, Rounds rounds) {
    this.sides = sides;
    this.rounds = rounds;
  }

  /// Measures.
  ///
  /// @return a row for each product
  Table table() {
    sides.threads(1);
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row(ProductShape.square(512)));
    rows.add(row(ProductShape.square(1024)));
    rows.add(row(ProductShape.layer("B 128 hidden", 128, 784, 512).getFirst()));
    return new Table(
        "sgemm without the Vector API, 1 thread, GFLOP/s; naive: three nested loops over arrays",
        List.of(
            new Table.Column("product", 0),
            new Table.Column("m x k x n", 0),
            new Table.Column("naive", 2),
            new Table.Column("scalar kernels", 2),
            new Table.Column("x naive", 2),
            new Table.Column("x C", 3)),
        rows);
  }

  private List<Object> row(ProductShape shape) {
    try (Workspace workspace = Workspace.open("scalar")) {
      ProductShape.Operands operands = shape.operands(workspace);
      Kernels kernels = new ScalarKernels();
      float[] a = random(shape.m() * shape.k());
      float[] b = random(shape.k() * shape.n());
      float[] c = new float[shape.m() * shape.n()];
      SequencedMap<String, Rounds.Contestant> contestants = new LinkedHashMap<>();
      contestants.put(NAIVE, Rounds.Contestant.of(() -> naive(shape, a, b, c)));
      contestants.put(SCALAR, Rounds.Contestant.of(() -> shape.run(kernels, operands)));
      sides
          .multiplyingC()
          .ifPresent(library ->
              contestants.put(Sides.C, repeats -> library.sgemm(repeats, shape, operands)));
      Rounds.Times times = rounds.measure(contestants);
      double operations = shape.operations() * 1e-9;
      return List.of(
          shape.purpose(),
          shape.extents(),
          operations / times.median(NAIVE),
          operations / times.median(SCALAR),
          times.ratio(SCALAR, NAIVE),
          times.ratio(SCALAR, Sides.C));
    }
  }

  private static void naive(ProductShape shape, float[] a, float[] b, float[] c) {
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        c[i * shape.n() + j] = dot(shape, a, b, i, j);
      }
    }
  }

  private static float dot(ProductShape shape, float[] a, float[] b, int row, int column) {
    float sum = 0;
    for (int l = 0; l < shape.k(); l++) {
      sum += a[row * shape.k() + l] * b[l * shape.n() + column];
    }
    return sum;
  }

  private static float[] random(int count) {
    float[] values = new float[count];
    Random random = new Random(7);
    for (int i = 0; i < count; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }
}

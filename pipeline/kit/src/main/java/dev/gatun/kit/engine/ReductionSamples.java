package dev.gatun.kit.engine;

import dev.gatun.engine.Reduction;
import java.util.ArrayList;
import java.util.List;

/// Calls of sums and maxima.
final class ReductionSamples {
  private ReductionSamples() {}

  static List<Operation> operations() {
    return List.of(new Operation("reduce", Group.REDUCTIONS, ReductionSamples::reduce));
  }

  private static List<Sample> reduce(Draw draw, int rows, int columns) {
    List<Sample> samples = new ArrayList<>();
    for (Reduction f : Reduction.values()) {
      samples.add(reduce(draw, f, rows, columns, rows, 1));
      samples.add(reduce(draw, f, rows, columns, 1, columns));
      samples.add(reduce(draw, f, rows, columns, 1, 1));
    }
    return samples;
  }

  /// A sum of all numbers at most.
  private static Sample reduce(
      Draw draw, Reduction f, int rows, int columns, int toRows, int toColumns) {
    Operand x = Operand.in("x", draw.numbers(rows * columns), rows, columns);
    Operand free =
        toRows == 1 && toColumns == 1
            ? x.free(0, 1)
            : toRows == 1 ? x.free(0) : toColumns == 1 ? x.free(1) : x;
    int terms = rows * columns / Math.max(toRows * toColumns, 1);
    return Sample.of("reduce", f, free, Operand.out("y", toRows, toColumns))
        .within(f == Reduction.SUM ? Bound.sums(terms) : Bound.exact());
  }
}

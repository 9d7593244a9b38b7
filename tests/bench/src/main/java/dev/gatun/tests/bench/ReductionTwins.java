package dev.gatun.tests.bench;

import dev.gatun.engine.Kernels;
import dev.gatun.engine.Reduction;
import dev.gatun.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Sums and maxima of rows and of columns, each with its twin in C.
///
/// Rows have two twins: without relaxed arithmetic C must take their elements one after another.
final class ReductionTwins {
  private final Kernels kernels;
  private final List<Twins.Twin> all = new ArrayList<>();

  private ReductionTwins(Kernels kernels) {
    this.kernels = kernels;
  }

  /// {@return every reduction at every size}
  ///
  /// @param kernels the Java side
  static List<Twins.Twin> of(Kernels kernels) {
    ReductionTwins twins = new ReductionTwins(kernels);
    twins.addColumns("column sums", "column_sums", Reduction.SUM);
    twins.addColumns("column maxima", "column_maxima", Reduction.MAXIMUM);
    twins.addRows("row sums", "row_sums", Reduction.SUM);
    twins.addRows("row maxima", "row_maxima", Reduction.MAXIMUM);
    twins.addRows("row sums, C in order", "ordered_row_sums", Reduction.SUM);
    twins.addRows("row maxima, C in order", "ordered_row_maxima", Reduction.MAXIMUM);
    return twins.all;
  }

  private void addColumns(String name, String function, Reduction reduction) {
    all.addAll(Twins.sizes(name, function, 1, call(reduction, Operands::row)));
  }

  private void addRows(String name, String function, Reduction reduction) {
    Function<Operands, Twins.Call> call = call(reduction, Operands::column);
    all.addAll(Twins.sizes(name, function, 1, call));
    all.add(new Twins.Twin(name, "1024 x 10", function, 1024, 10, call));
  }

  private Function<Operands, Twins.Call> call(
      Reduction reduction, Function<Operands, Tensor> result) {
    return operands -> {
      Tensor x = operands.matrix();
      Tensor y = result.apply(operands);
      return Twins.Call.of(() -> kernels.reduce(reduction, x, y), Twins.bytes(x, y), x, y);
    };
  }
}

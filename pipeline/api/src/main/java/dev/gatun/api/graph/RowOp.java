package dev.gatun.api.graph;

/// An op over plain numbers, row by row: the simplest way to write one, at the speed of a plain
/// loop.
///
/// Row `i` of the output depends on row `i` of the open inputs, and on all of the closed ones
/// (parameters), which are handed over as one long row. Gradients of closed inputs are summed over
/// the rows by the framework: backward adds to them.
///
/// {@snippet file="dev/gatun/tests/example/Sparsemax.java"}
public interface RowOp extends Op {
  /// Computes one row of the output.
  ///
  /// @param inputs a row of each input
  /// @param output to be set entirely
  void forward(Row[] inputs, Row output);

  /// Adds the gradients of one row.
  ///
  /// @param inputs a row of each input
  /// @param output what forward gave
  /// @param outputGradient the gradient with respect to it
  /// @param inputGradients a row for each input, 0 or what earlier rows added; to be added to, see
  ///   [Row#add]
  void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients);

  @Override
  default void forward(Call call) {
    RowCursor cursor = call.rowCursor();
    for (int row = 0; row < call.output().rows(); row++) {
      cursor.move(row);
      forward(cursor.inputs, cursor.output);
    }
  }

  @Override
  default void backward(Call call) {
    for (int i = 0; i < call.inputs(); i++) {
      if (call.needsGradient(i)) {
        call.kernels().fill(0, call.inputGradient(i));
      }
    }
    RowCursor cursor = call.rowCursor();
    for (int row = 0; row < call.output().rows(); row++) {
      cursor.move(row);
      backward(cursor.inputs, cursor.output, cursor.outputGradient, cursor.inputGradients);
    }
  }
}

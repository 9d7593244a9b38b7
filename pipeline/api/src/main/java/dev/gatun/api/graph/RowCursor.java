package dev.gatun.api.graph;

import dev.gatun.engine.Tensor;
import org.jspecify.annotations.Nullable;

/// The rows a [RowOp] sees, made once for a call.
final class RowCursor {
  final Row[] inputs;
  final Row output;
  final Row outputGradient;
  final Row[] inputGradients;

  RowCursor(
      Tensor[] inputs,
      boolean[] open,
      Tensor output,
      @Nullable Tensor outputGradient,
      @Nullable Tensor[] inputGradients) {
    this.inputs = new Row[inputs.length];
    this.inputGradients = new Row[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      this.inputs[i] = new Row(inputs[i], !open[i]);
      this.inputGradients[i] = new Row(inputGradients[i], !open[i]);
    }
    this.output = new Row(output, false);
    this.outputGradient = new Row(outputGradient, false);
  }

  void move(int row) {
    for (Row input : inputs) {
      input.move(row);
    }
    for (Row gradient : inputGradients) {
      gradient.move(row);
    }
    output.move(row);
    outputGradient.move(row);
  }
}

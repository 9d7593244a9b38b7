package dev.gatun.plugins.train;

import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.List;

/// What is predicted less what should be: of scores and a row of zeros with a one where a class
/// applies. All zero where the prediction is right.
final class Mistake implements RowOp {
  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      throw new ShapeMismatchException(
          "perceptron: the model gives %s, the target needs %s; let the last layer have units: auto"
              .formatted(inputs.get(0), inputs.get(1)));
    }
    return inputs.getFirst();
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void forward(Row[] inputs, Row output) {
    Row scores = inputs[0];
    Row target = inputs[1];
    if (scores.size() == 1) {
      output.set(0, (scores.get(0) > 0 ? 1 : 0) - target.get(0));
      return;
    }
    int greatest = 0;
    for (int i = 1; i < scores.size(); i++) {
      greatest = scores.get(i) > scores.get(greatest) ? i : greatest;
    }
    for (int i = 0; i < scores.size(); i++) {
      output.set(i, (i == greatest ? 1 : 0) - target.get(i));
    }
  }

  /// Never called, since no gradient flows.
  @Override
  public void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients) {
    throw new IllegalStateException("predictions have no gradient");
  }
}

package dev.gatun.plugins.loss;

import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import java.util.List;

/// A weight for each class, `[1, classes]`.
record ClassWeights(List<Double> weights) implements RowOp {
  /// Adds the weights to a graph.
  ///
  /// @param graph to add to
  /// @param weights one for each class
  /// @param target has the classes
  /// @return `[1, classes]`
  /// @throws IllegalArgumentException if there are more or fewer than classes
  static Value of(Graph graph, List<Double> weights, Target target) {
    if (weights.size() != target.classes().size()) {
      throw new IllegalArgumentException(
          "class-weights: must be one number for each of %d classes, got %d"
              .formatted(target.classes().size(), weights.size()));
    }
    return graph.apply(new ClassWeights(List.copyOf(weights)));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(1, weights.size());
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public void forward(Row[] inputs, Row output) {
    for (int i = 0; i < weights.size(); i++) {
      output.set(i, weights.get(i));
    }
  }

  @Override
  public void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients) {
    throw new AssertionError("weights have no gradient");
  }
}

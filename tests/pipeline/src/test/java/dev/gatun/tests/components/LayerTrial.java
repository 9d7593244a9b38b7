package dev.gatun.tests.components;

import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.util.Optional;

/// Inputs whose way through layers is looked at, in evaluation and float64.
final class LayerTrial implements AutoCloseable {
  private final Workspace data = Workspace.open("data");
  final Examples examples;

  /// The shape of what came last.
  Shape shape = Shape.of();

  LayerTrial(Shape inputs, double... numbers) {
    examples =
        new Examples(
            Numbers.filled(data, inputs, i -> numbers[i]),
            Optional.empty(),
            Numbers.labels(data, inputs.rows(), 2),
            Optional.empty());
  }

  /// {@return what a layer gives, row-major}
  double[] of(Layer layer) {
    Network network = Networks.of(examples, layer, Networks.SUM);
    shape = network.scores().shape();
    return Forward.of(network, examples, network.scores());
  }

  @Override
  public void close() {
    data.close();
  }
}

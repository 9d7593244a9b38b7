package dev.gatun.tests.components;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Four examples of three scores, and what losses make of them.
final class LossTrial implements AutoCloseable {
  static final Layer IDENTITY = (_, x) -> x;
  static final double[] SCORES = {0.5, -1.25, 2, 1.5, 0.25, -0.75, -2, 3, 0.125, 0, 0, 0};
  static final double[] VALUES = {1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 1, 0};
  private static final double[] MASK = {1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0};

  private final Workspace data = Workspace.open("data");

  @Override
  public void close() {
    data.close();
  }

  Tensor rows(int columns, double... numbers) {
    return Numbers.filled(data, Shape.of(numbers.length / columns, columns), i -> numbers[i]);
  }

  Examples classes(Tensor inputs, int classes, int... labels) {
    Tensor tensor = data.allocate(ElementType.I32, Shape.of(labels.length));
    for (int i = 0; i < labels.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, labels[i]);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
    return new Examples(
        inputs, Optional.empty(), new Targets.Classes(tensor, names), Optional.empty());
  }

  /// {@return the losses of the scores with labels of three classes}
  double[] ofClasses(Loss loss, int... labels) {
    Examples examples = classes(rows(3, SCORES), 3, labels);
    Network network = Networks.of(examples, IDENTITY, loss);
    return Forward.of(network, examples, network.losses());
  }

  /// {@return the losses of the scores with values}
  double[] ofValues(Loss loss, double... values) {
    Examples examples =
        new Examples(
            rows(3, SCORES),
            Optional.empty(),
            new Targets.Values(rows(3, values)),
            Optional.empty());
    Network network = Networks.of(examples, IDENTITY, loss);
    return Forward.of(network, examples, network.losses());
  }

  /// {@return the losses of the scores with the values, some of which are hidden}
  ///
  /// Scores are the first three inputs, values the next three, the mask the last three.
  double[] masked(Loss loss) {
    double[] inputs = new double[4 * 9];
    for (int i = 0; i < 12; i++) {
      int at = i / 3 * 9 + i % 3;
      inputs[at] = SCORES[i];
      inputs[at + 3] = VALUES[i];
      inputs[at + 6] = MASK[i];
    }
    Examples examples =
        new Examples(rows(9, inputs), Optional.empty(), new Targets.None(), Optional.empty());
    Transform mask =
        (_, sample) -> {
          Value x = sample.inputs();
          return new Sample(
              x,
              sample.range(),
              sample.target().withValues(x.columns(3, 3)).withMask(x.columns(6, 3)));
        };
    Network network =
        Network.prepare(examples, List.of(Networks.named("mask", mask)))
            .model((_, x) -> x.columns(0, 3))
            .losses(List.of(Networks.named("loss", loss)));
    return Forward.of(network, examples, network.losses());
  }
}

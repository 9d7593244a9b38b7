package dev.gatun.runner;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Target;
import dev.gatun.runner.definition.AutoOptions;
import java.util.List;

/// Puts transforms, model, losses and penalties together.
final class Assembly {
  private Assembly() {}

  /// {@return the network of a definition}
  ///
  /// @param form examples of the form it is for
  /// @throws dev.gatun.api.graph.ComponentException if a component rejects what it gets
  static Network network(Definition definition, Examples form) {
    return complete(definition, Network.prepare(form, definition.collect().transforms()));
  }

  /// {@return a network with model, losses and penalties}
  ///
  /// @param built has the transforms
  /// @throws dev.gatun.api.graph.ComponentException if a component rejects what it gets
  static Network complete(Definition definition, Network built) {
    int outputs = outputs(definition.loss(), built.prepared().target());
    Layer model =
        switch (definition.model()) {
          case Layer layer -> outputs == 0 ? layer : resolved(layer, outputs);
        };
    return built.model(model).losses(definition.loss()).penalties(definition.train().penalties());
  }

  /// {@return how many numbers the model is to give, by the loss that makes predictions of them; 0
  /// where there is no target}
  private static int outputs(List<Named<Loss>> losses, Target target) {
    return losses.stream()
        .findFirst()
        .map(loss -> loss.component().outputs(target))
        .orElseGet(target::outputs)
        .orElse(0);
  }

  private static Layer resolved(Layer layer, int outputs) {
    return layer instanceof Record record ? (Layer) AutoOptions.resolve(record, outputs) : layer;
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.List;

/// Layers one after the other, each with its parameters under its own id.
@Component(name = "sequential", summary = "layers one after the other")
public record Sequential(@Option("the layers, first to last") List<Named<Layer>> layers)
    implements Layer {
  /// Checks that there is a layer.
  public Sequential {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("needs at least one layer, got none");
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value y = x;
    for (Named<Layer> layer : layers) {
      y = scope.apply(layer, y);
    }
    return y;
  }
}

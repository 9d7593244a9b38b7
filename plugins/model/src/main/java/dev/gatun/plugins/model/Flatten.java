package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Merges the axes after the first: images become rows.
@Component(name = "flatten", summary = "images to rows", formula = "[n, …] to [n, features]")
public record Flatten() implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return x.flatten();
  }
}

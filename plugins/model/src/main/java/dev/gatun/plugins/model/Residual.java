package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ShapeMismatchException;
import java.util.List;

/// Adds what a branch of layers makes of the input to the input, or to what a shortcut makes of it
/// where the branch changes the shape.
@Component(
    name = "residual",
    summary = "input plus what a branch makes of it",
    formula = "x + branch(x)",
    source = "He et al. 2016, Deep Residual Learning for Image Recognition, eq. 1 and 2")
public record Residual(
    @Option("a layer, or layers one after the other") List<Named<Layer>> branch,
    @Option("layers on the other way; none: the input as it is") List<Named<Layer>> shortcut)
    implements Layer {
  /// Checks that there is a branch.
  public Residual {
    branch = List.copyOf(branch);
    shortcut = List.copyOf(shortcut);
    if (branch.isEmpty()) {
      throw new IllegalArgumentException("branch: needs at least one layer, got none");
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Value changed = through(scope, branch, x);
    Value kept = through(scope.child("shortcut"), shortcut, x);
    if (!changed.shape().equals(kept.shape())) {
      throw new ShapeMismatchException(
          "the branch must give the shape it is added to, %s, got %s; change its last layer or add a shortcut"
              .formatted(kept.shape(), changed.shape()));
    }
    return kept.plus(changed);
  }

  private static Value through(Scope scope, List<Named<Layer>> layers, Value x) {
    Value y = x;
    for (Named<Layer> layer : layers) {
      y = scope.apply(layer, y);
    }
    return y;
  }
}

package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.List;

/// The same numbers in another shape: rows to images, for example.
@Component(
    name = "reshape",
    summary = "the same numbers in another shape",
    formula = "[n, …] to [n, shape]")
public record Reshape(
    @Option("extents of an example, such as [channels, height, width]") @AtLeast(1)
        List<Integer> shape)
    implements Layer {
  /// Checks that there is an extent.
  public Reshape {
    shape = List.copyOf(shape);
    if (shape.isEmpty()) {
      throw new IllegalArgumentException("shape: needs at least one extent, got none");
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    Shape to = Shape.examples(shape.stream().mapToInt(Integer::intValue).toArray());
    if (to.columns() != x.features()) {
      throw new ShapeMismatchException(
          "shape must hold %d numbers, as %s does, got %s with %d"
              .formatted(x.features(), x.shape(), shape, to.columns()));
    }
    return x.reshape(to);
  }
}

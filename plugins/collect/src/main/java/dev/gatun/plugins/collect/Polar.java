package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Row;
import dev.gatun.api.graph.RowOp;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.ShapeMismatchException;
import java.util.List;
import java.util.Optional;

/// Tells points of the plane by radius and angle, so that rings are divided by a straight line.
@Component(
    name = "polar",
    summary = "tells points of the plane by radius and angle",
    formula = "(√(x² + y²), atan2(y, x))",
    source = "Stanford CS231n, lecture 4, feature transforms")
public record Polar() implements Transform {
  @Override
  public Sample apply(Scope scope, Sample sample) {
    Value x = sample.inputs();
    return new Sample(x.apply(new ToPolar()), sample.target());
  }

  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    Value radius = inputs.columns(0, 1);
    Value angle = inputs.columns(1, 1);
    return Optional.of(radius.times(angle.cos()).beside(radius.times(angle.sin())));
  }

  private record ToPolar() implements RowOp {
    @Override
    public String name() {
      return "polar";
    }

    @Override
    public Shape shape(List<Shape> inputs) {
      Shape points = inputs.getFirst();
      if (points.columns() != 2) {
        throw new ShapeMismatchException(
            "polar: must be given points of the plane [n, 2], got %s".formatted(points));
      }
      return points;
    }

    @Override
    public boolean isDifferentiable() {
      return false;
    }

    @Override
    public void forward(Row[] inputs, Row output) {
      double x = inputs[0].get(0);
      double y = inputs[0].get(1);
      output.set(0, Math.hypot(x, y));
      output.set(1, Math.atan2(y, x));
    }

    @Override
    public void backward(Row[] inputs, Row output, Row outputGradient, Row[] inputGradients) {
      throw new AssertionError("not differentiable");
    }
  }
}

package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// Adds values to a target of classes, 1 in the column of the class and 0 elsewhere, so that losses
/// for values fit it.
@Component(
    name = "one-hot",
    summary = "makes values of class labels: 1 in the column of the class, else 0")
public record OneHot() implements Transform {
  @Override
  public Sample apply(Scope scope, Sample sample) {
    Value values = sample.target().oneHot();
    return new Sample(sample.inputs(), sample.range(), sample.target().withValues(values));
  }

  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.of(inputs);
  }
}

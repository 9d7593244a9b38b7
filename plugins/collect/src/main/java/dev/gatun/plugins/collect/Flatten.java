package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// Merges the axes of each input into one, `[n, features]`.
@Component(name = "flatten", summary = "merges the axes of each input into one")
public record Flatten() implements Transform {
  @Override
  public Sample apply(Scope scope, Sample sample) {
    return new Sample(sample.inputs().flatten(), sample.range(), sample.target());
  }

  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.of(inputs.reshape(before.inputs().shape()));
  }
}

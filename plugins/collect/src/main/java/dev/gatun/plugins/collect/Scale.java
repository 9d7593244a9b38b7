package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Range;
import dev.gatun.api.Transform;
import dev.gatun.api.graph.Graph;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.Optional;

/// Maps the interval the inputs come from to another, by one factor and one shift for all features.
@Component(
    name = "scale",
    summary = "maps the interval the inputs come from to another",
    formula = "(x − from₀)·(to₁ − to₀) / (from₁ − from₀) + to₀")
public record Scale(
    @Option("interval to map to") @Default("[0, 1]") Range to,
    @Option("interval to map; left out: the one the source says its inputs come from")
        Optional<Range> from)
    implements Transform {
  @Override
  public Sample apply(Scope scope, Sample sample) {
    Value scaled = scaled(sample.inputs(), interval(sample), to);
    return new Sample(scaled, Optional.of(to), sample.target());
  }

  @Override
  public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
    return Optional.of(scaled(inputs, to, interval(before)));
  }

  private Range interval(Sample sample) {
    return from.or(sample::range)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the inputs must come from a known interval, got data without one;"
                    + " set 'from', or use standardize"));
  }

  private static Value scaled(Value x, Range from, Range to) {
    double factor = to.length() / from.length();
    Graph graph = x.graph();
    return x.scaled(graph.constant(factor), graph.constant(to.from() - from.from() * factor));
  }
}

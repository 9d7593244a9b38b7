package dev.gatun.plugins.model;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;

/// A leaky rectifier whose slope is learnt, one for all numbers or one for each channel (feature,
/// where there are no channels).
///
/// Parameters: `slope`, `[1, 1]` or `[1, channels]`.
@Component(
    name = "prelu",
    summary = "leaky rectifier with a learnt slope",
    formula = "max(0, x) + slope·min(0, x)",
    source = "He et al. 2015, Delving Deep into Rectifiers, eq. 1")
public record Prelu(
    @Option("whether each channel has a slope of its own") @Default("false") boolean perChannel,
    @Option("first value of the slopes") @Default("0.25") double slope)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    int slopes = perChannel ? x.shape().extent(1) : 1;
    Value learnt = scope.parameter("slope", Shape.of(1, slopes), new Constant(slope));
    Value each = perChannel ? Channels.repeated(learnt, x.shape()) : learnt;
    return x.relu().minus(x.negate().relu().times(each));
  }
}

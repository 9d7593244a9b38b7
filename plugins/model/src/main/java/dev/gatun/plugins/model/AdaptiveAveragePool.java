package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Images;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// Divides images `[n, channels, height, width]` into bins and takes the mean of each: one bin is
/// global average pooling.
@Component(
    name = "adaptive-average-pool",
    summary = "means of a given number of bins",
    formula = "bin i of an axis is [⌊i·extent / bins⌋, ⌈(i + 1)·extent / bins⌉)",
    source = "Lin et al. 2014, Network In Network, section 3.2; bins as in PyTorch")
public record AdaptiveAveragePool(
    @Option("rows of the output") @Default("1") @AtLeast(1) int height,
    @Option("columns of the output") @Default("1") @AtLeast(1) int width)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    Bins bins = new Bins(Planes.of(x), height, width);
    return bins.window()
        .map(window -> Images.averagePool(x, window, false))
        .orElseGet(() ->
            bins.pixels(x, false).stream()
                .reduce(Value::plus)
                .orElseThrow()
                .times(bins.inverseSizes(x)));
  }
}

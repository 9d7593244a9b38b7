package dev.gatun.plugins.loss;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.graph.Value;

/// A mixture of `l1`, which drives weights to zero, and `l2`, which keeps them small and together.
@Component(
    name = "elastic-net",
    summary = "mixture of the penalties l1 and l2",
    formula = "ρ·Σ|w| + (1−ρ)·½Σw²",
    source = "Zou and Hastie 2005, Regularization and Variable Selection via the Elastic Net")
public record ElasticNet(
    @Option("full names, * for any characters") @Default("\"*.weight\"") String parameters,
    @Option("ρ: the share of l1") @Default("0.5") @AtLeast(0) @AtMost(1) double l1Ratio)
    implements Penalty {
  @Override
  public Value of(Value parameter) {
    Value magnitudes = parameter.abs().sum().times(l1Ratio);
    return magnitudes.plus(parameter.square().sum().times(0.5 * (1 - l1Ratio)));
  }
}

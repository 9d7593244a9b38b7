package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.graph.Value;

/// The sum of magnitudes: drives small weights to zero.
@Component(
    name = "l1",
    summary = "sum of magnitudes",
    formula = "Σ|w|",
    source = "Tibshirani 1996, Regression Shrinkage and Selection via the Lasso")
public record L1Penalty(
    @Option("full names, * for any characters") @Default("\"*.weight\"") String parameters)
    implements Penalty {
  @Override
  public Value of(Value parameter) {
    return parameter.abs().sum();
  }
}

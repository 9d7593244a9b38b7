package dev.gatun.plugins.loss;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.graph.Value;

/// The sum of a power of magnitudes: 1 is `l1`, 2 twice `l2`, and what lies between shrinks small
/// weights more than squares do.
@Component(
    name = "lp",
    summary = "sum of a power of magnitudes",
    formula = "Σ|w|^p",
    source = "Frank and Friedman 1993, A Statistical View of Some Chemometrics Regression Tools")
public record LpPenalty(
    @Option("full names, * for any characters") @Default("\"*.weight\"") String parameters,
    @Option("the exponent") @Default("1.5") @AtLeast(1) double p)
    implements Penalty {
  @Override
  public Value of(Value parameter) {
    return parameter.abs().pow(p).sum();
  }
}

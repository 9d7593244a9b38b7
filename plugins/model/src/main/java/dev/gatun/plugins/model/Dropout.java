package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;

/// While training, zeroes each number with a probability and divides the others by what is left of
/// 1; does nothing in evaluation.
@Component(
    name = "dropout",
    summary = "zeroes numbers at random while training",
    formula = "x·m / (1 − rate), m = 1 with probability 1 − rate, else 0",
    source = "Srivastava et al. 2014, Dropout, section 10")
public record Dropout(
    @Option("probability to be zeroed") @Default("0.5") @AtLeast(0) @Below(1) double rate)
    implements Layer {
  @Override
  public Value apply(Scope scope, Value x) {
    return scope.dropout("mask", x, rate);
  }
}

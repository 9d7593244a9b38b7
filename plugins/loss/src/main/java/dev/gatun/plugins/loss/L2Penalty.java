package dev.gatun.plugins.loss;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Penalty;
import dev.gatun.api.graph.Value;

/// Half the sum of squares: keeps weights small.
@Component(
    name = "l2",
    summary = "half the sum of squares",
    formula = "½Σw²",
    source = "Bishop 2006, Pattern Recognition and Machine Learning, eq. 5.112")
public record L2Penalty(
    @Option("full names, * for any characters") @Default("\"*.weight\"") String parameters)
    implements Penalty {
  @Override
  public Value of(Value parameter) {
    return parameter.square().sum().times(0.5);
  }
}

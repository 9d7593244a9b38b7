package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.History;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Raises the step size over the first steps; then another schedule begins.
@Component(
    name = "warm-up",
    summary = "raises the step size over the first steps; then another schedule begins",
    formula = "from + (1 − from)·step / steps, then the other's",
    source = "Goyal et al. 2017, Accurate, Large Minibatch SGD, section 2.2")
public record WarmUp(
    @Option("steps it takes") @Default("100") @AtLeast(1) long steps,
    @Option("share of the step size at the beginning") @Default("0.1") @AtLeast(0) @AtMost(1)
        double from,
    @Option("the schedule that follows") @Default("constant") Schedule then)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long planned) {
    return step < steps
        ? from + (1 - from) * ((double) step / steps)
        : then.factor(step - steps, stepsPerEpoch, Math.max(1, planned - steps));
  }

  @Override
  public double factor(History history) {
    return then.factor(history);
  }
}

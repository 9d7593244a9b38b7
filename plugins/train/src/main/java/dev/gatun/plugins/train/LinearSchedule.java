package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Changes the step size by the same amount in each step of the training.
@Component(
    name = "linear",
    summary = "changes the step size by the same amount in each step",
    formula = "from + (to − from)·step / steps",
    source = "PyTorch, LinearLR")
public record LinearSchedule(
    @Option("share of the step size at the beginning") @Default("1") @AtLeast(0) double from,
    @Option("share of the step size at the end") @Default("0") @AtLeast(0) double to)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    return from + (to - from) * ((double) step / steps);
  }
}

package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Lowers the step size along half a cosine, step by step, until the end of the training.
@Component(
    name = "cosine",
    summary = "lowers the step size along half a cosine",
    formula = "floor + ½(1 − floor)(1 + cos(π·step / steps))",
    source = "Loshchilov, Hutter 2017, SGDR, eq. 5")
public record Cosine(
    @Option("share of the step size that is left at the end") @Default("0") @AtLeast(0) @AtMost(1)
        double floor)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    double done = (double) step / steps;
    return floor + 0.5 * (1 - floor) * (1 + Math.cos(Math.PI * done));
  }
}

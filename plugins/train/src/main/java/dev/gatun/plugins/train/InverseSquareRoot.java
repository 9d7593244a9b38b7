package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Lowers the step size with the square root of the steps done.
@Component(
    name = "inverse-square-root",
    summary = "lowers the step size with the square root of the steps done",
    formula = "√(after / max(step + 1, after))",
    source = "Vaswani et al. 2017, Attention Is All You Need, eq. 3, without its warm-up")
public record InverseSquareRoot(
    @Option("steps before it falls") @Default("1000") @AtLeast(1) long after) implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    return Math.sqrt((double) after / Math.max(step + 1, after));
  }
}

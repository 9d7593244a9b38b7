package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Raises the step size to that of the optimizer and lowers it far below where it began, both along
/// half a cosine.
@Component(
    name = "one-cycle",
    summary = "raises the step size to that of the optimizer, then lowers it far below the first",
    formula =
        "1/divisor → 1 over the first share of the steps, 1 → 1/(divisor·final-divisor) after",
    source = "Smith, Topin 2018, Super-Convergence; PyTorch, OneCycleLR")
public record OneCycle(
    @Option("share of the steps in which it rises") @Default("0.3") @Above(0) @Below(1) double rise,
    @Option("the step size over the first one") @Default("25") @AtLeast(1) double divisor,
    @Option("the first step size over the last one") @Default("10000") @AtLeast(1)
        double finalDivisor)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    double top = rise * steps - 1;
    double last = steps - 1.0;
    double first = 1 / divisor;
    return step <= top
        ? between(first, 1, step / top)
        : between(1, first / finalDivisor, (step - top) / (last - top));
  }

  private static double between(double from, double to, double done) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * done));
  }
}

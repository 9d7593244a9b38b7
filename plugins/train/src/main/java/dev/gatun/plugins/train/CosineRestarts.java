package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Lowers the step size along half a cosine, again and again.
@Component(
    name = "cosine-restarts",
    summary = "lowers the step size along half a cosine, again and again",
    formula =
        "floor + ½(1 − floor)(1 + cos(π·done / period)), the period growing with each restart",
    source = "Loshchilov, Hutter 2017, SGDR, eq. 5")
public record CosineRestarts(
    @Option("epochs until the first restart") @Default("10") @AtLeast(1) int period,
    @Option("what the period is multiplied with after each restart") @Default("1") @AtLeast(1)
        int growth,
    @Option("share of the step size that is left before a restart")
        @Default("0")
        @AtLeast(0)
        @AtMost(1)
        double floor)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    double length = (double) period * stepsPerEpoch;
    double done = growth == 1 ? step % length : step;
    while (done >= length) {
      done -= length;
      length *= growth;
    }
    return floor + 0.5 * (1 - floor) * (1 + Math.cos(Math.PI * done / length));
  }
}

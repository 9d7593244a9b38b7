package dev.gatun.plugins.train;

import dev.gatun.api.Component;
import dev.gatun.api.Schedule;

/// The step size stays as it is.
@Component(name = "constant", summary = "the same step size throughout", formula = "1")
public record Constant() implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    return 1;
  }
}

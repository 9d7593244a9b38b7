package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.History;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;

/// Multiplies the step size when a number has not become better for some epochs.
@Component(
    name = "plateau",
    summary = "multiplies the step size when a number has not become better for some epochs",
    formula = "factorᵏ, k the number of times that patience ran out",
    source = "PyTorch, ReduceLROnPlateau, with relative threshold")
public record Plateau(
    @Option("the number, such as validation.loss") @Default("validation.loss") String watch,
    @Option("whether the number should fall or rise") @Default("fall") Direction should,
    @Option("epochs it may stay as it is") @Default("10") @AtLeast(0) int patience,
    @Option("what the step size is multiplied with") @Default("0.1") @Above(0) @Below(1)
        double factor,
    @Option("share of the best number by which another must be better") @Default("1e-4") @AtLeast(0)
        double threshold,
    @Option("epochs after a change that do not count") @Default("0") @AtLeast(0) int cooldown,
    @Option("share of the step size that is always left") @Default("0") @AtLeast(0) @Below(1)
        double floor)
    implements Schedule {
  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    return 1;
  }

  @Override
  public double factor(History history) {
    double best = should.worst();
    double result = 1;
    int bad = 0;
    int cooling = 0;
    for (double value : history.values(watch)) {
      if (should.isBetter(value, best, threshold)) {
        best = value;
        bad = 0;
      } else {
        bad++;
      }
      if (cooling > 0) {
        cooling--;
        bad = 0;
      }
      if (bad > patience) {
        result = Math.max(floor, result * factor);
        cooling = cooldown;
        bad = 0;
      }
    }
    return result;
  }
}

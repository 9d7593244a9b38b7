package dev.gatun.plugins.train;

import dev.gatun.api.Above;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Schedule;
import java.util.List;

/// Multiplies the step size after given epochs.
@Component(
    name = "multi-step",
    summary = "multiplies the step size after given epochs",
    formula = "factorᵏ, k the number of given epochs that are done",
    source = "He et al. 2016, Deep Residual Learning, section 4.2")
public record MultiStep(
    @Option("epochs after which it changes, ascending") @Default("[10, 20]") List<Integer> epochs,
    @Option("what the step size is multiplied with") @Default("0.1") @Above(0) @AtMost(1)
        double factor)
    implements Schedule {
  /// Checks the order.
  public MultiStep {
    epochs = List.copyOf(epochs);
    for (int i = 0; i < epochs.size(); i++) {
      if (epochs.get(i) <= (i == 0 ? 0 : epochs.get(i - 1))) {
        throw new IllegalArgumentException(
            "epochs must be ascending numbers above 0, got " + epochs);
      }
    }
  }

  @Override
  public double factor(long step, long stepsPerEpoch, long steps) {
    long done = step / stepsPerEpoch;
    int changes = 0;
    while (changes < epochs.size() && epochs.get(changes) <= done) {
      changes++;
    }
    return Math.pow(factor, changes);
  }
}

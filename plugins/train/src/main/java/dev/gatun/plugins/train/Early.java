package dev.gatun.plugins.train;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.History;
import dev.gatun.api.Option;
import dev.gatun.api.Stop;
import java.util.Locale;
import java.util.Optional;

/// Ends a training when a number has not become better for some epochs.
@Component(
    name = "early",
    summary = "ends the training when a number has not become better for some epochs",
    formula = "stop once more than patience epochs have passed since the best one",
    source = "Prechelt 1998, Early Stopping - But When?, criterion UP, with patience and threshold")
public record Early(
    @Option("the number, such as validation.loss") @Default("validation.loss") String watch,
    @Option("whether the number should fall or rise") @Default("fall") Direction should,
    @Option("epochs it may stay as it is") @Default("10") @AtLeast(0) int patience,
    @Option("share of the best number by which another must be better") @Default("0") @AtLeast(0)
        double threshold)
    implements Stop {
  @Override
  public Optional<String> reason(History history) {
    double[] values = history.values(watch);
    double best = should.worst();
    int bestEpoch = 0;
    for (int i = 0; i < values.length; i++) {
      if (should.isBetter(values[i], best, threshold)) {
        best = values[i];
        bestEpoch = i + 1;
      }
    }
    if (values.length - bestEpoch <= patience) {
      return Optional.empty();
    }
    return Optional.of(
        bestEpoch == 0
            ? "%s was no number in any epoch".formatted(watch)
            : String.format(Locale.ROOT, "%s was best in epoch %d, %.6g", watch, bestEpoch, best));
  }
}

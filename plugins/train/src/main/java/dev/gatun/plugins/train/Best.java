package dev.gatun.plugins.train;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.History;
import dev.gatun.api.Keep;
import dev.gatun.api.Option;

/// Keeps the parameters of the epoch in which a number was best, of equals the first.
@Component(
    name = "best",
    summary = "keeps the parameters of the epoch in which a number was best",
    formula = "arg min or arg max of the number over the epochs, the first of equals",
    source = "Prechelt 1998, Early Stopping - But When?, section 2.1")
public record Best(
    @Option("the number, such as validation.loss") @Default("validation.loss") String watch,
    @Option("whether the number should fall or rise") @Default("fall") Direction should)
    implements Keep {
  @Override
  public boolean isBest(History history) {
    double[] values = history.values(watch);
    double last = values[values.length - 1];
    double best = should.worst();
    for (int i = 0; i < values.length - 1; i++) {
      if (should.isBetter(values[i], best, 0)) {
        best = values[i];
      }
    }
    return should.isBetter(last, best, 0);
  }
}

package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import java.util.EnumSet;

/// The harmonic mean of precision and recall of a class, computed as twice the right decisions over
/// decisions and examples.
///
/// Examples count by their weights. A rate of nothing is 0; a class that is neither any example's
/// nor taken for any is left out of averages, and NaN by itself. Averages have an interval for
/// large samples, by the delta method.
@Component(
    name = "f1",
    summary = "harmonic mean of precision and recall",
    formula = "2·precision·recall / (precision + recall)",
    source =
        "Van Rijsbergen 1979, Information Retrieval, chapter 7; interval: Takahashi et al. 2022,"
            + " Confidence Interval for Micro-averaged F1 and Macro-averaged F1 Scores")
public record F1(@Option("how classes become one number") @Default("macro") Average average)
    implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    return ClassRates.of("f1", info, average, 0.5);
  }
}

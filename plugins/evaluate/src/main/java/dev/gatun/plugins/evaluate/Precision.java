package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import java.util.EnumSet;

/// Of the examples taken for a class, the share that are of it.
///
/// Examples count by their weights. A rate of nothing is 0; a class that is neither any example's
/// nor taken for any is left out of averages, and NaN by itself. Averages have an interval for
/// large samples, by the delta method.
@Component(
    name = "precision",
    summary = "share of the examples taken for a class that are of it",
    formula = "#{label = decision = c} / #{decision = c}",
    source =
        "Van Rijsbergen 1979, Information Retrieval, chapter 7; interval: Takahashi et al. 2022,"
            + " Confidence Interval for Micro-averaged F1 and Macro-averaged F1 Scores")
public record Precision(@Option("how classes become one number") @Default("macro") Average average)
    implements Metric {
  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    return ClassRates.of("precision", info, average, 1);
  }
}

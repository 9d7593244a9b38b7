package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import java.util.EnumSet;
import java.util.stream.IntStream;

/// Agreement of decisions and labels beyond chance: 1 for full agreement, 0 for what chance gives
/// with the same shares, below 0 for less.
///
/// Where classes are ordered, `weights` makes a near miss less bad than a far one. An example
/// without a decision, because a score is NaN, disagrees as much as one can. Examples count by
/// their weights. The interval is that of large samples, by the delta method. NaN where chance
/// alone would agree entirely.
@Component(
    name = "kappa",
    summary = "Cohen's kappa: agreement of decisions and labels beyond chance",
    formula = "1 − Σ w[a,b]·share[a,b] / Σ w[a,b]·share[a,·]·share[·,b]",
    source =
        "Cohen 1960, A Coefficient of Agreement for Nominal Scales; weights: Cohen 1968; interval:"
            + " Fleiss, Cohen and Everitt 1969, Large Sample Standard Errors of Kappa and Weighted Kappa")
public record Kappa(
    @Option("how bad it is to be off by d classes: none: 1, linear: d, quadratic: d²")
        @Default("none")
        Weights weights)
    implements Metric {
  /// How bad a wrong decision is.
  public enum Weights {
    /// Every one as bad.
    NONE,
    /// As many times as it is off.
    LINEAR,
    /// As the square of that.
    QUADRATIC
  }

  @Override
  public EnumSet<Need> needs() {
    return EnumSet.of(Need.SCORES, Need.LABELS);
  }

  @Override
  public Meter start(Info info) {
    Decisions decisions = new Decisions(ClassScores.of("kappa", info));
    return new Meter() {
      @Override
      public void add(Batch batch) {
        decisions.add(batch);
      }

      @Override
      public Result result() {
        return kappa(decisions);
      }
    };
  }

  private Result.Number kappa(Decisions decisions) {
    int classes = decisions.classes();
    double total = decisions.total();
    double[] labelled = IntStream.range(0, classes).mapToDouble(decisions::labelled).toArray();
    double[] taken = IntStream.rangeClosed(0, classes).mapToDouble(decisions::decided).toArray();
    // How bad the decisions of each label would be by chance, and those on each class.
    double[] badOfLabel = new double[classes];
    double[] badOfDecision = new double[classes + 1];
    double observed = 0;
    double expected = 0;
    for (int label = 0; label < classes; label++) {
      for (int decided = 0; decided <= classes; decided++) {
        double bad = bad(label, decided, classes);
        badOfLabel[label] += bad * taken[decided] / total;
        badOfDecision[decided] += bad * labelled[label] / total;
        observed += bad * decisions.at(label, decided) / total;
        expected += bad * labelled[label] * taken[decided] / (total * total);
      }
    }
    if (!(expected > 0)) {
      return new Result.Number(Double.NaN);
    }
    double share = observed / expected;
    double chance = expected;
    return decisions.withInterval(
        1 - share,
        (label, decided) ->
            (share * (badOfLabel[label] + badOfDecision[decided]) - bad(label, decided, classes))
                / chance,
        -1,
        1);
  }

  private double bad(int label, int decided, int classes) {
    double off = decided == classes ? classes - 1 : Math.abs(label - decided);
    return switch (weights) {
      case NONE -> decided == label ? 0 : 1;
      case LINEAR -> off;
      case QUADRATIC -> off * off;
    };
  }
}

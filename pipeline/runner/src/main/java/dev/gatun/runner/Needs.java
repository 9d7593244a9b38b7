package dev.gatun.runner;

import dev.gatun.api.Figure;
import dev.gatun.api.Loss;
import dev.gatun.api.Metric;
import dev.gatun.api.Metric.Need;
import dev.gatun.api.Named;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Finds metrics and figures that data, model or loss do not suit, before any training.
final class Needs {
  private Needs() {}

  /// Checks all metrics and figures.
  ///
  /// @param definition lists them
  /// @param network with model and losses
  /// @param examples of the form that will be evaluated
  /// @throws DataException if something is missing
  static void check(Definition definition, Network network, Examples examples) {
    Target target = network.prepared().target();
    int outputs = network.scores().features();
    for (Named<Metric> metric : definition.evaluate().metrics()) {
      check("metric '%s'".formatted(metric.id()), metric.component().needs(), target, definition);
      start(metric.component(), examples, outputs);
    }
    for (Named<Figure> figure : definition.evaluate().figures()) {
      EnumSet<Need> needs = EnumSet.copyOf(figure.component().needs());
      figure.component().metric().ifPresent(metric -> needs.addAll(metric.needs()));
      check("figure '%s'".formatted(figure.id()), needs, target, definition);
      figure.component().metric().ifPresent(metric -> start(metric, examples, outputs));
    }
  }

  /// A metric rejects unsuitable data when it starts: better now than after the training.
  private static void start(Metric metric, Examples examples, int outputs) {
    Metric.Meter _ = metric.start(new Metric.Info(examples, outputs, metric.needs()));
  }

  private static void check(String who, Set<Need> needs, Target target, Definition definition) {
    boolean labels = needs.contains(Need.LABELS) && !target.hasLabels();
    boolean numbers =
        (needs.contains(Need.VALUES) || needs.contains(Need.ORIGINALS)) && !target.hasValues();
    boolean mask = needs.contains(Need.MASK) && !target.hasMask();
    if (labels || numbers || mask) {
      throw new DataException(
          "%s needs %s, which the data does not have; remove it from evaluate"
              .formatted(who, labels ? "class labels" : numbers ? "target values" : "a mask"));
    }
    List<Named<Loss>> losses = definition.loss();
    boolean probabilities =
        !losses.isEmpty() && losses.getFirst().component().predictsProbabilities();
    if (needs.contains(Need.PROBABILITIES) && !probabilities) {
      String loss =
          losses.isEmpty()
              ? "there is no loss"
              : "loss '%s' does not give any".formatted(losses.getFirst().id());
      throw new DataException(
          "%s needs probabilities, but %s; remove it from evaluate, or use a loss such as cross-entropy"
              .formatted(who, loss));
    }
  }
}

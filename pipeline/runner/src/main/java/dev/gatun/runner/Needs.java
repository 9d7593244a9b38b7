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
import dev.gatun.runner.definition.Decoder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Finds metrics and figures that data, model or loss do not suit, before any training.
final class Needs {
  private Needs() {}

  /// Checks all metrics and figures.
  ///
  /// @param decoded lists them
  /// @param network with model and losses
  /// @param examples of the form that will be evaluated
  /// @throws DataException if something is missing
  static void check(Decoder.Decoded<Definition> decoded, Network network, Examples examples) {
    Definition.Evaluate evaluate = decoded.value().evaluate();
    for (int i = 0; i < evaluate.metrics().size(); i++) {
      Named<Metric> metric = evaluate.metrics().get(i);
      Who who = new Who("metric '%s'".formatted(metric.id()), "evaluate.metrics[%d]".formatted(i));
      check(who, metric.component().needs(), network, decoded);
      Metric.Meter _ = start(metric.component(), examples, network);
    }
    for (int i = 0; i < evaluate.figures().size(); i++) {
      Named<Figure> figure = evaluate.figures().get(i);
      EnumSet<Need> needs = EnumSet.copyOf(figure.component().needs());
      figure.component().metric().ifPresent(metric -> needs.addAll(metric.needs()));
      Who who = new Who("figure '%s'".formatted(figure.id()), "evaluate.figures[%d]".formatted(i));
      check(who, needs, network, decoded);
      figure.component().metric().ifPresent(metric -> start(metric, examples, network));
    }
  }

  private record Who(String name, String path) {}

  /// {@return a meter; a metric rejects unsuitable data when it starts: better now than after the
  /// training}
  static Metric.Meter start(Metric metric, Examples examples, Network network) {
    int outputs = network.scores().features();
    return metric.start(new Metric.Info(examples, outputs, metric.needs()));
  }

  private static void check(
      Who who, Set<Need> needs, Network network, Decoder.Decoded<Definition> decoded) {
    Target target = network.prepared().target();
    boolean labels = needs.contains(Need.LABELS) && !target.hasLabels();
    boolean numbers =
        (needs.contains(Need.VALUES) || needs.contains(Need.ORIGINALS)) && !target.hasValues();
    boolean mask = needs.contains(Need.MASK) && !target.hasMask();
    if (labels || numbers || mask) {
      throw new DataException(
          "%s needs %s, which the data does not have; remove it from evaluate%s"
              .formatted(
                  who.name(),
                  labels ? "class labels" : numbers ? "target values" : "a mask",
                  Locator.suffix(who.path(), decoded)));
    }
    List<Named<Loss>> losses = decoded.value().loss();
    boolean probabilities =
        !losses.isEmpty() && losses.getFirst().component().predictsProbabilities();
    if (needs.contains(Need.PROBABILITIES) && !probabilities) {
      String loss =
          losses.isEmpty()
              ? "there is no loss"
              : "loss '%s' does not give any".formatted(losses.getFirst().id());
      throw new DataException(
          "%s needs probabilities, but %s; remove it from evaluate, or use a loss such as cross-entropy%s"
              .formatted(who.name(), loss, Locator.suffix(who.path(), decoded)));
    }
  }
}

package dev.gatun.tests.definition;

import dev.gatun.runner.definition.Description;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// A definition around the example of a component.
final class Example {
  private Example() {}

  /// {@return a definition that has the component's example where its kind belongs}
  ///
  /// @param component as `gatun describe` has it
  static String definition(Description component) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("source", "xor");
    parts.put("split", "holdout");
    parts.put("transform", "flatten");
    parts.put("layer", "relu");
    parts.put("initializer", "he");
    parts.put("loss", "cross-entropy");
    parts.put("average", "mean");
    parts.put("clip", "norm");
    parts.put("keep", "best");
    parts.put("optimizer", "sgd");
    parts.put("penalty", "l2");
    parts.put("schedule", "constant");
    parts.put("stop", "early");
    parts.put("metric", "accuracy");
    parts.put("figure", "curves");
    parts.put(
        "trainer",
        "{average: AVERAGE, clip: CLIP, keep: KEEP, optimizer: OPTIMIZER, penalties: [PENALTY],"
            + " schedule: SCHEDULE, stop: STOP}");
    if (parts.put(component.kind(), component.example()) == null) {
      throw new AssertionError("say where in a definition stands: " + component.kind());
    }
    String yaml =
        """
        collect: {source: SOURCE, split: SPLIT, transforms: [TRANSFORM]}
        model: {type: sequential, layers: [LAYER, {type: linear, initializer: INITIALIZER}]}
        loss: LOSS
        train: TRAINER
        evaluate: {metrics: [METRIC], figures: [FIGURE]}
        """;
    for (String kind : parts.keySet().stream().toList().reversed()) {
      yaml = yaml.replace(kind.toUpperCase(Locale.ROOT), Objects.requireNonNull(parts.get(kind)));
    }
    return yaml;
  }
}

package dev.gatun.runner;

import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/// The JSON Schema of a [Definition]: what its records declare, and what its constructors check.
final class DefinitionSchema {
  private DefinitionSchema() {}

  /// {@return the schema as a tree for JSON}
  ///
  /// @param components what definitions may name
  /// @param engines that they may name; empty for any
  static SequencedMap<String, Object> of(Components components, Set<String> engines) {
    SequencedMap<String, Object> root =
        Schema.of(components, Definition.class, Map.of("train", Definitions.TRAINER));
    List<String> required = new ArrayList<>(List.of("collect", "model", "loss"));
    root.put("required", required);
    map(root, "properties", "name").put("minLength", 1);
    SequencedMap<String, Object> loss = map(root, "properties", "loss");
    loss.remove("default");
    first(loss, "anyOf").put("minItems", 1);
    if (!engines.isEmpty()) {
      SequencedMap<String, Object> engine = map(root, "properties", "engine");
      engine.remove("type");
      engine.put(
          "anyOf",
          List.of(Map.of("enum", List.copyOf(engines)), Map.of("$ref", "#/$defs/reference")));
    }
    SequencedMap<String, Object> requirements =
        map(root, "$defs", Definition.Evaluate.class.getName(), "properties", "require");
    SequencedMap<String, Object> requirement = map(first(requirements, "anyOf"), "items");
    requirement.put("type", "string");
    requirement.put("pattern", "^" + Requirement.FORM.pattern() + "$|\\$\\{");
    requirement.put("patternErrorMessage", "must be like 'test.accuracy >= 0.97'");
    return root;
  }

  @SuppressWarnings("unchecked") // what a schema is made of has text as keys
  private static SequencedMap<String, Object> map(Map<String, Object> tree, String... path) {
    Map<String, Object> at = tree;
    for (String key : path) {
      at = (Map<String, Object>) Objects.requireNonNull(at.get(key));
    }
    return (SequencedMap<String, Object>) at;
  }

  @SuppressWarnings("unchecked") // see above
  private static SequencedMap<String, Object> first(Map<String, Object> tree, String key) {
    return (SequencedMap<String, Object>)
        ((List<?>) Objects.requireNonNull(tree.get(key))).getFirst();
  }
}

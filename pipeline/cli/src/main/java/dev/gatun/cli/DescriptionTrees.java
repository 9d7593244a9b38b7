package dev.gatun.cli;

import dev.gatun.runner.definition.Description;
import dev.gatun.runner.definition.Topic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Descriptions as the trees that become JSON.
final class DescriptionTrees {
  private DescriptionTrees() {}

  static SequencedMap<String, Object> of(Map<String, List<Description>> byKind) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    byKind.forEach((kind, all) -> tree.put(kind, all.stream().map(DescriptionTrees::of).toList()));
    return tree;
  }

  static SequencedMap<String, Object> of(Description description) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("kind", description.kind());
    tree.put("name", description.name());
    tree.put("summary", description.summary());
    tree.put("formula", description.formula());
    tree.put("source", description.source());
    tree.put("type", description.type());
    tree.put("origin", description.origin());
    tree.put("options", description.options().stream().map(DescriptionTrees::of).toList());
    tree.put("example", description.example());
    return tree;
  }

  static SequencedMap<String, Object> of(Topic topic) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", topic.name());
    tree.put("meaning", topic.meaning());
    tree.put("value", topic.value());
    tree.put("options", topic.options().stream().map(DescriptionTrees::of).toList());
    tree.put("choices", topic.choices().stream().map(Description::name).toList());
    return tree;
  }

  private static SequencedMap<String, Object> of(Description.Setting option) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", option.name());
    tree.put("type", option.type());
    tree.put("required", option.required());
    tree.put("default", option.defaultValue());
    tree.put("range", option.range());
    tree.put("meaning", option.meaning());
    return tree;
  }
}

package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.BrokenNode;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Definitions as the trees that become JSON.
public final class NodeTrees {
  private NodeTrees() {}

  /// {@return maps, lists, texts, booleans, `Long`, `Double` and null, by YAML's core schema}
  ///
  /// @param node without broken parts
  public static @Nullable Object of(Node node) {
    return switch (node) {
      case MapNode map -> {
        SequencedMap<String, @Nullable Object> tree = new LinkedHashMap<>();
        map.entries().forEach(entry -> tree.put(entry.key(), of(entry.value())));
        yield tree;
      }
      case ListNode list -> {
        List<@Nullable Object> tree = new ArrayList<>();
        list.items().forEach(item -> tree.add(of(item)));
        yield tree;
      }
      case ScalarNode scalar -> scalar.plain() ? plain(scalar) : scalar.text();
      case BrokenNode broken ->
          throw new IllegalArgumentException(
              "%s: a broken value has no tree".formatted(broken.position()));
    };
  }

  private static @Nullable Object plain(ScalarNode scalar) {
    if (scalar.isNull()) {
      return null;
    }
    String text = scalar.text();
    return switch (text) {
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> text.matches("[-+]?[0-9]{1,18}") ? Long.valueOf(text) : number(text);
    };
  }

  private static Object number(String text) {
    return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
        ? Double.valueOf(text)
        : text;
  }
}

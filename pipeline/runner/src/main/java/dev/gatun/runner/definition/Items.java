package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the items of a list are called.
final class Items {
  private Items() {}

  /// {@return the ids of components in a list, given or by default}
  ///
  /// @param items components as written
  static List<String> ids(List<Node> items) {
    List<@Nullable String> given = new ArrayList<>(items.size());
    List<String> names = new ArrayList<>(items.size());
    for (Node item : items) {
      given.add(item instanceof MapNode map ? text(map.get("id")) : null);
      String name = componentName(item);
      names.add(name == null ? "" : name);
    }
    return Names.ids(given, names);
  }

  /// {@return the name of a component as it is written; null where there is none}
  ///
  /// @param node a component
  static @Nullable String componentName(Node node) {
    return text(node instanceof MapNode map ? map.get("type") : node);
  }

  private static @Nullable String text(@Nullable Node node) {
    return node instanceof ScalarNode scalar && !scalar.isNull() ? scalar.text() : null;
  }
}

package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import java.util.ArrayList;
import java.util.List;

/// The `vary` part of a definition: values that some paths take in turn, in every combination.
///
/// @param axes in the order written
public record Variations(List<Axis> axes) {
  /// The key of this part.
  public static final String KEY = "vary";

  /// More runs than anyone waits for are a mistake.
  private static final int MOST = 1000;

  /// One path with its values.
  ///
  /// @param path such as `model.layers.hidden.units`
  /// @param values as YAML in one line
  /// @param position where it is written
  public record Axis(String path, List<String> values, Position position) {
    /// Copies the list.
    public Axis {
      values = List.copyOf(values);
    }
  }

  /// Copies the list.
  public Variations {
    axes = List.copyOf(axes);
  }

  /// Reads the part.
  ///
  /// @param document before its references are resolved
  /// @return what is to be varied; nothing where the part is missing
  /// @throws DefinitionException if it is not a map of lists
  public static Variations of(Document document) {
    Entry part = document.root().entry(KEY);
    if (part == null) {
      return new Variations(List.of());
    }
    if (!(part.value() instanceof MapNode map)) {
      throw refused(
          part, KEY, "must be a map of paths with a list of values, got " + part.value().shown());
    }
    List<Axis> axes = new ArrayList<>();
    long runs = 1;
    for (Entry entry : map.entries()) {
      String path = KEY + "." + entry.key();
      if (!(entry.value() instanceof ListNode list)) {
        String got = entry.value().shown();
        throw refused(
            entry,
            path,
            "must be a list of values, got %s; write [%s]"
                .formatted(got, YamlWriter.flow(entry.value())));
      }
      if (list.items().isEmpty()) {
        throw refused(entry, path, "must have at least one value, got none");
      }
      runs *= list.items().size();
      if (runs > MOST) {
        throw refused(
            entry, path, "must make at most %d runs, got %d or more".formatted(MOST, runs));
      }
      List<String> values = list.items().stream().map(YamlWriter::flow).toList();
      axes.add(new Axis(entry.key(), values, entry.position()));
    }
    return new Variations(axes);
  }

  private static DefinitionException refused(Entry entry, String path, String message) {
    return new DefinitionException(entry.position(), path, message);
  }

  /// {@return whether nothing is to be varied}
  public boolean isEmpty() {
    return axes.isEmpty();
  }

  /// {@return every combination of values, one for each axis, the last changing fastest}
  public List<List<String>> combinations() {
    List<List<String>> combinations = List.of(List.of());
    for (Axis axis : axes) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> combination : combinations) {
        for (String value : axis.values()) {
          List<String> extended = new ArrayList<>(combination);
          extended.add(value);
          longer.add(extended);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  /// {@return the shortest end of each path that tells it from the others, such as `hidden.units`}
  public List<String> names() {
    return axes.stream().map(axis -> name(axis.path())).toList();
  }

  private String name(String path) {
    int from = path.lastIndexOf('.');
    while (from > 0) {
      String end = path.substring(from);
      if (axes.stream().filter(axis -> ("." + axis.path()).endsWith(end)).count() == 1) {
        break;
      }
      from = path.lastIndexOf('.', from - 1);
    }
    return path.substring(from + 1);
  }
}

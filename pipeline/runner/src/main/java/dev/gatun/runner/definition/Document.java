package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A definition as text: read by [YamlReader], then overlaid, set and resolved in this order, then
/// decoded by [Decoder].
///
/// Problems on the way are kept and reported with those the decoder finds.
///
/// @param root the whole
/// @param problems found so far
/// @param references what the values at some positions came from, once they are resolved: such as
///   `params.width at a.yaml:3:5` or `env.HOME`
public record Document(MapNode root, List<Problem> problems, Map<Position, String> references) {
  /// Takes copies.
  public Document {
    problems = List.copyOf(problems);
    references = Map.copyOf(references);
  }

  /// Makes a document that is not resolved.
  ///
  /// @param root the whole
  /// @param problems found so far
  public Document(MapNode root, List<Problem> problems) {
    this(root, problems, Map.of());
  }

  /// Lays a partial definition over this one: maps merge, anything else replaces, and a changed
  /// `type` drops the options of the old one.
  ///
  /// @param over what has precedence
  /// @return both
  public Document overlay(Document over) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(over.problems);
    return new Document(merge(root, over.root), all);
  }

  private static MapNode merge(MapNode base, MapNode over) {
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : base.entries()) {
      Entry other = over.entry(entry.key());
      entries.add(
          other == null
              ? entry
              : new Entry(entry.key(), other.position(), merge(entry.value(), other.value())));
    }
    for (Entry entry : over.entries()) {
      if (base.entry(entry.key()) == null) {
        entries.add(entry);
      }
    }
    return new MapNode(base.position(), entries);
  }

  private static Node merge(Node base, Node over) {
    if (!(over instanceof MapNode overMap)) {
      return over;
    }
    String type = overMap.get("type") == null ? null : Items.componentName(overMap);
    if (base instanceof MapNode baseMap) {
      boolean changed = type != null && !Objects.equals(type, Items.componentName(baseMap));
      return changed ? over : merge(baseMap, overMap);
    }
    if (base instanceof ScalarNode name && !name.isNull() && type == null) {
      Entry bare = new Entry("type", name.position(), name);
      return merge(new MapNode(name.position(), List.of(bare)), overMap);
    }
    return over;
  }

  /// Sets single values, the last one winning.
  ///
  /// @param origin says in messages where they came from, such as `--set `
  /// @param assignments as in `model.layers.hidden.units=256`: keys, and list items by index or id;
  ///   the value is YAML
  /// @param components tell the defaults of options that the definition leaves out
  /// @param type what the definition will be decoded to
  /// @return the definition with the values
  public Document set(
      String origin,
      List<String> assignments,
      Components components,
      Class<? extends Record> type) {
    List<Problem> all = new ArrayList<>(problems);
    MapNode result = root;
    for (String text : assignments) {
      Position position = Assignment.position(origin, text);
      result = new Assignment(position, "", text, components, type).apply(result, all);
    }
    return new Document(result, all);
  }

  /// Sets the values that one of the runs of a study has.
  ///
  /// @param variations of this definition
  /// @param values one for each axis
  /// @param components tell the defaults of options that the definition leaves out
  /// @param type what the definition will be decoded to
  /// @return the definition with the values
  public Document vary(
      Variations variations,
      List<String> values,
      Components components,
      Class<? extends Record> type) {
    List<Problem> all = new ArrayList<>(problems);
    MapNode result = root;
    for (int i = 0; i < values.size(); i++) {
      Variations.Axis axis = variations.axes().get(i);
      String text = axis.path() + "=" + values.get(i);
      result =
          new Assignment(axis.position(), Variations.KEY, text, components, type)
              .apply(result, all);
    }
    return new Document(result, all);
  }

  /// Puts in what `${env.NAME}` and `${params.name}` stand for, and drops `params` and `vary`.
  ///
  /// @param environment gives the value of a variable, or null
  /// @return the definition without references
  /// @throws DefinitionException if parameters multiply beyond bounds
  public Document resolve(Function<String, @Nullable String> environment) {
    List<Problem> all = new ArrayList<>(problems);
    try {
      References references = new References(root, environment, all);
      MapNode resolved = references.resolved();
      return new Document(resolved, all, references.origins());
    } catch (DefinitionException e) {
      all.addAll(e.problems());
      throw new DefinitionException(Problem.sorted(all, root.position().file()));
    }
  }
}

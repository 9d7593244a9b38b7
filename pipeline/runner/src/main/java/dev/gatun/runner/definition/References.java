package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.BrokenNode;
import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts in what references stand for.
final class References {
  /// The top-level key whose values references stand for; gone once a definition is resolved.
  static final String PARAMS = "params";

  /// A parameter's value, with what its use costs.
  private record Parameter(Node value, int size, int height) {}

  private final MapNode root;
  private final Function<String, @Nullable String> environment;
  private final List<Problem> problems;
  private final Map<Position, String> origins = new HashMap<>();
  private final Map<String, Parameter> parameters = new HashMap<>();
  private final Deque<String> underWay = new ArrayDeque<>();
  private @Nullable MapNode written;
  private int size;
  private int height;
  private int characters;

  References(MapNode root, Function<String, @Nullable String> environment, List<Problem> problems) {
    this.root = root;
    this.environment = environment;
    this.problems = problems;
  }

  /// {@return the definition without references and parameters}
  ///
  /// @throws DefinitionException if parameters multiply beyond bounds
  MapNode resolved() {
    readParameters();
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : root.entries()) {
      if (!entry.key().equals(PARAMS) && !entry.key().equals(Variations.KEY)) {
        Node value = resolve(entry.value(), Place.ROOT.option(entry.key()), entry.position(), 1);
        entries.add(new Entry(entry.key(), entry.position(), value));
      }
    }
    return new MapNode(root.position(), entries);
  }

  /// {@return what the values at some positions came from, such as `params.width at a.yaml:3:5`}
  Map<Position, String> origins() {
    return Map.copyOf(origins);
  }

  private void readParameters() {
    Entry entry = root.entry(PARAMS);
    if (entry == null) {
      return;
    }
    if (entry.value() instanceof MapNode map) {
      written = map;
      for (Entry parameter : map.entries()) {
        parameter(parameter);
      }
    } else if (!(entry.value() instanceof BrokenNode)) {
      problems.add(
          new Problem(entry.position(), PARAMS, "must be a map, got " + entry.value().shown()));
    }
  }

  private Parameter parameter(Entry entry) {
    Parameter known = parameters.get(entry.key());
    if (known != null) {
      return known;
    }
    int sizeBefore = size;
    int heightBefore = height;
    height = 0;
    underWay.addLast(entry.key());
    Place place = Place.ROOT.option(PARAMS).option(entry.key());
    Node value = resolve(entry.value(), place, entry.position(), 0);
    underWay.removeLast();
    Parameter parameter = new Parameter(value, size - sizeBefore, height);
    height = heightBefore;
    parameters.put(entry.key(), parameter);
    return parameter;
  }

  private Node resolve(Node node, Place place, Position at, int depth) {
    grow(1, depth, at);
    if (node instanceof ScalarNode scalar) {
      return scalar.text().contains("${") ? resolve(scalar, place, at, depth) : scalar;
    }
    if (node instanceof MapNode map) {
      List<Entry> entries = new ArrayList<>(map.entries().size());
      for (Entry entry : map.entries()) {
        Place inner = place.option(entry.key());
        Node value = resolve(entry.value(), inner, entry.position(), depth + 1);
        entries.add(new Entry(entry.key(), entry.position(), value));
      }
      return new MapNode(map.position(), entries);
    }
    if (node instanceof ListNode list) {
      List<Node> items = new ArrayList<>(list.items().size());
      for (int i = 0; i < list.items().size(); i++) {
        Node item = list.items().get(i);
        items.add(resolve(item, place.item(i), item.position(), depth + 1));
      }
      return new ListNode(list.position(), items);
    }
    return node;
  }

  private void grow(int values, int depth, Position at) {
    size += values;
    height = Math.max(height, depth);
    if (size > YamlReader.MAXIMUM_VALUES) {
      throw new DefinitionException(
          at,
          "",
          "a definition must have at most %d values, those repeated by parameters included"
              .formatted(YamlReader.MAXIMUM_VALUES));
    }
    if (depth > YamlReader.MAXIMUM_DEPTH) {
      throw new DefinitionException(
          at,
          "",
          "lists and maps must nest at most %d deep, those in parameters included"
              .formatted(YamlReader.MAXIMUM_DEPTH));
    }
  }

  private Node resolve(ScalarNode scalar, Place place, Position at, int depth) {
    String text = scalar.text();
    try {
      if (text.startsWith("${") && text.indexOf('}') == text.length() - 1) {
        Node value = value(text.substring(2, text.length() - 1), place, at, depth);
        return value instanceof ScalarNode whole
            ? new ScalarNode(scalar.position(), whole.text(), whole.plain())
            : value;
      }
      return new ScalarNode(scalar.position(), inside(text, place, at, depth), scalar.plain());
    } catch (Scalars.Refused e) {
      problems.add(new Problem(at, place.shown(), String.valueOf(e.getMessage())));
      return new BrokenNode(scalar.position());
    }
  }

  private String inside(String text, Place place, Position at, int depth) {
    StringBuilder result = new StringBuilder();
    int from = 0;
    while (from < text.length()) {
      if (text.startsWith("$${", from)) {
        result.append("${");
        from += 3;
      } else if (text.startsWith("${", from)) {
        int end = text.indexOf('}', from);
        if (end < 0) {
          throw new Scalars.Refused(
              "a reference must end with '}', got '%s'; write $${ for ${ itself"
                  .formatted(Scalars.shortened(text.substring(from))));
        }
        String reference = text.substring(from + 2, end);
        Node value = value(reference, place, at, depth);
        if (!(value instanceof ScalarNode scalar)) {
          throw new Scalars.Refused(
              "a reference inside text must be to a single value, got %s from ${%s}"
                  .formatted(value.shown(), reference));
        }
        characters += scalar.text().length();
        if (characters > YamlReader.MAXIMUM_CHARACTERS) {
          throw new DefinitionException(
              at,
              place.shown(),
              "references must put in at most %d characters"
                  .formatted(YamlReader.MAXIMUM_CHARACTERS));
        }
        result.append(scalar.text());
        from = end + 1;
      } else {
        result.append(text.charAt(from));
        from++;
      }
    }
    return result.toString();
  }

  /// What a reference stands for; refuses those it cannot resolve.
  private Node value(String reference, Place place, Position at, int depth) {
    if (reference.startsWith("env.")) {
      String name = reference.substring("env.".length());
      String value = name.isEmpty() ? null : environment.apply(name);
      if (value == null) {
        throw new Scalars.Refused(
            "environment variable '%s' is not set; set it, or give the value with --set %s=…"
                .formatted(Scalars.shortened(name), place.shown()));
      }
      cameFrom(at, reference);
      return new ScalarNode(at, value, true);
    }
    if (!reference.startsWith(PARAMS + ".")) {
      throw new Scalars.Refused(
          "a reference must be ${env.NAME} or ${params.name}, got '${%s}'; write $${ for ${ itself"
              .formatted(Scalars.shortened(reference)));
    }
    String name = reference.substring(PARAMS.length() + 1);
    Entry entry = written == null ? null : written.entry(name);
    if (entry == null) {
      throw new Scalars.Refused(unknown(name, written));
    }
    if (underWay.contains(name)) {
      throw new Scalars.Refused(
          "a parameter must not refer to itself, got %s -> %s"
              .formatted(String.join(" -> ", underWay), name));
    }
    Parameter parameter = parameter(entry);
    String where = entry.position().hasLine() ? " at " : " from ";
    String before = origins.get(entry.position());
    String from = before == null ? "" : ", " + before;
    cameFrom(at, reference + where + entry.position() + from);
    if (parameter.value() instanceof BrokenNode) {
      return parameter.value();
    }
    grow(parameter.size(), depth + parameter.height(), at);
    return parameter.value();
  }

  private void cameFrom(Position at, String origin) {
    origins.merge(at, origin, (one, other) -> one.contains(other) ? one : one + ", " + other);
  }

  /// {@return a message about a parameter that is not there}
  ///
  /// @param name of the parameter
  /// @param params those there are; null where there are none
  static String unknown(String name, @Nullable MapNode params) {
    List<String> names = new ArrayList<>();
    if (params != null) {
      params.entries().forEach(entry -> names.add(entry.key()));
    }
    return "no parameter '%s'%s"
        .formatted(
            Scalars.shortened(name),
            Near.hint(name, names, "parameters are", "the definition has no params"));
  }
}

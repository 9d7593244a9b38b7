package dev.gatun.runner.definition;

import dev.gatun.api.Named;
import dev.gatun.runner.definition.Node.BrokenNode;
import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of a decoding that knows components: names, ids, weights, and keys that mean nothing.
final class PartDecoder {
  /// Whose options are read, for messages.
  ///
  /// @param what the options belong to, such as `layer 'linear'`; empty for settings
  /// @param reserved the keys that may stand beside the options
  record Owner(String what, List<String> reserved) {}

  /// The definition itself, whose parameters have been put in before it is decoded.
  static final Owner ROOT = new Owner("", List.of(References.PARAMS, Variations.KEY));

  /// Settings without a name.
  static final Owner PLAIN = new Owner("", List.of());

  /// More names than this no one reads in a message.
  private static final int MOST_LISTED = 12;

  private static final List<String> COMPONENT = List.of("type");
  private static final List<String> NAMED = List.of("type", "id", "weight");

  private final Decoding decoding;
  private final Components components;

  PartDecoder(Decoding decoding, Components components) {
    this.decoding = decoding;
    this.components = components;
  }

  /// Checks the ids that are given.
  ///
  /// @param items of a list
  /// @param place of the list
  boolean idsAreUnique(List<Node> items, Place place) {
    Map<String, Position> seen = new HashMap<>();
    boolean unique = true;
    for (int i = 0; i < items.size(); i++) {
      Entry id = items.get(i) instanceof MapNode map ? map.entry("id") : null;
      if (id == null || !(id.value() instanceof ScalarNode scalar) || scalar.isNull()) {
        continue;
      }
      Position first = seen.putIfAbsent(scalar.text(), id.position());
      if (first != null) {
        unique = false;
        decoding.problem(
            id.position(),
            place.item(i).option("id"),
            "must be the only one in its list, got %s again after %s; change one"
                .formatted("'" + Scalars.shortened(scalar.text()) + "'", first));
      }
    }
    return unique;
  }

  /// Decodes a component with its id and weight.
  ///
  /// @param node what is written
  /// @param type what is wanted
  /// @param place of the component
  /// @param at where to report
  /// @param id given or by default
  @Nullable Object named(Node node, NamedPart type, Place place, Position at, String id) {
    Object component = component(node, type.part(), place, at, true);
    boolean complete = component != null;
    double weight = 1;
    if (node instanceof MapNode map) {
      Entry idEntry = map.entry("id");
      if (idEntry != null) {
        complete &= idIsRight(idEntry, place.option("id"));
      }
      Entry weightEntry = map.entry("weight");
      if (weightEntry != null) {
        Place weightPlace = place.option("weight");
        decoding.given(weightPlace, weightEntry.position());
        Object value =
            decoding.value(
                weightEntry.value(),
                OptionType.Plain.DOUBLE,
                null,
                weightPlace,
                weightEntry.position());
        complete &= value != null;
        weight = value instanceof Double number ? number : weight;
      }
    }
    return complete && component != null ? new Named<>(id, weight, component) : null;
  }

  private boolean idIsRight(Entry entry, Place place) {
    decoding.given(place, entry.position());
    Node node = entry.value();
    if (node instanceof ScalarNode scalar && !scalar.isNull() && Names.isId(scalar.text())) {
      return true;
    }
    if (!(node instanceof BrokenNode)) {
      String text = node instanceof ScalarNode scalar ? Scalars.shown(scalar.text(), false) : "";
      decoding.problem(
          entry.position(),
          place,
          "must be letters, digits, '-' and '_', and not digits alone, got "
              + (text.isEmpty() || Decoding.isMissing(node) ? node.shown() : text));
    }
    return false;
  }

  /// Decodes a component.
  ///
  /// @param node what is written
  /// @param type what is wanted
  /// @param place of the component
  /// @param at where to report
  /// @param isNamed whether it may have an id and a weight
  @Nullable Object component(Node node, Part type, Place place, Position at, boolean isNamed) {
    Position nameAt = at;
    Place namePlace = place;
    Node nameNode = node;
    MapNode map = node instanceof MapNode written ? written : null;
    if (map != null) {
      Entry entry = map.entry("type");
      if (entry == null) {
        decoding.problem(at, place, "'type' is missing; add it, " + guess(type, map));
        return null;
      }
      nameNode = entry.value();
      nameAt = entry.position();
      namePlace = place.option("type");
    }
    if (!(nameNode instanceof ScalarNode scalar) || scalar.isNull()) {
      if (!(nameNode instanceof BrokenNode)) {
        String expected =
            map == null ? type.expected() : "the name of " + Components.withArticle(type.name());
        decoding.problem(nameAt, namePlace, "must be " + expected + ", got " + nameNode.shown());
      }
      return null;
    }
    decoding.given(place.option("type"), nameAt);
    Components.Found found = components.find(type.kind(), scalar.text());
    if (found == null) {
      decoding.problem(nameAt, namePlace, unknown(type, scalar.text()));
      return null;
    }
    Owner owner = new Owner(type.name() + " '" + found.name() + "'", isNamed ? NAMED : COMPONENT);
    return decoding.record(components.spec(found), map, place, at, owner);
  }

  /// {@return the types that have all the options given, or else all there are}
  private String guess(Part type, MapNode map) {
    List<String> fitting = new ArrayList<>();
    for (String name : components.names(type.kind())) {
      RecordSpec spec = components.spec(Objects.requireNonNull(components.find(type.kind(), name)));
      boolean fits = true;
      for (Entry entry : map.entries()) {
        fits &= NAMED.contains(entry.key()) || spec.option(entry.key()) != null;
      }
      if (fits) {
        fitting.add(name);
      }
    }
    boolean few = !fitting.isEmpty() && fitting.size() <= MOST_LISTED;
    return few ? "such as " + Near.sorted(fitting) : listed(type, "one of ");
  }

  private String unknown(Part type, String name) {
    String shown = "no " + type.name() + " '" + Scalars.shortened(name) + "'";
    String near = Near.nearest(name, components.names(type.kind()));
    for (String kind : components.kindsWith(name)) {
      shown += ", which is " + Components.withArticle(kind);
    }
    String hint =
        near == null
            ? "; " + listed(type, Components.plural(type.name()) + " are ")
            : "; did you mean '" + near + "'?";
    return shown + hint + components.absence();
  }

  /// {@return the names of a kind after a lead, or where they would fill the screen, how to list
  /// them}
  private String listed(Part type, String lead) {
    Collection<String> names = components.names(type.kind());
    return names.isEmpty()
        ? "none are installed"
        : names.size() <= MOST_LISTED
            ? lead + Near.sorted(names)
            : "'gatun describe %s' lists them".formatted(type.name());
  }

  /// {@return the path of an option in one of the sections, where a key at the top belongs there}
  private @Nullable String within(RecordSpec spec, MapNode map, String key) {
    for (OptionSpec option : spec.options()) {
      RecordSpec inner = null;
      if (option.type() instanceof OptionType.Settings settings) {
        inner = components.spec(settings.type());
      } else if (option.type() instanceof Part part) {
        Node node = map.get(option.name());
        String name = node == null ? null : Items.componentName(node);
        Components.Found found = name == null ? null : components.find(part.kind(), name);
        inner = found == null ? null : components.spec(found);
      }
      if (inner != null && inner.option(key) != null) {
        return option.name() + "." + key;
      }
    }
    return null;
  }

  /// {@return the options that were probably meant by keys that are none, with "" for the rest}
  ///
  /// @param spec of the record
  /// @param map what is written
  /// @param place of the record
  /// @param owner for messages
  Set<String> rejectUnknown(RecordSpec spec, MapNode map, Place place, Owner owner) {
    Set<String> meant = new HashSet<>();
    for (Entry entry : map.entries()) {
      String key = entry.key();
      if (owner.reserved().contains(key) || spec.option(key) != null) {
        continue;
      }
      List<String> names = new ArrayList<>(spec.names());
      if (owner.equals(ROOT)) {
        names.addAll(owner.reserved());
      }
      List<String> free = new ArrayList<>();
      for (String name : names) {
        if (map.entry(name) == null) {
          free.add(name);
        }
      }
      String near = Near.nearest(key, free);
      meant.add(near == null ? "" : near);
      near = near == null ? Near.nearest(key, names) : near;
      near = near == null && owner.equals(ROOT) ? within(spec, map, key) : near;
      String lead = names.isEmpty() ? "it has no options" : "options are ";
      decoding.problem(
          entry.position(),
          place.option(key),
          "no option '"
              + Scalars.shortened(key)
              + (owner.what().isEmpty() ? "'; " : "' of " + owner.what() + "; ")
              + (near == null ? lead + Near.sorted(names) : "did you mean '" + near + "'?"));
    }
    return meant;
  }
}

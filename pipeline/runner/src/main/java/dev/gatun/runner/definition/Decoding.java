package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.BrokenNode;
import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Settings;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One pass of the decoder: collects problems and goes on. A value that could not be made is null.
///
/// Written with plain loops and conditionals: it runs once, at start-up, where each lambda or
/// pattern switch costs more than the whole of the work.
final class Decoding {
  /// How deep defaults may lead to other defaults.
  private static final int DEEPEST_DEFAULT = 32;

  private final Components components;
  private final Path folder;
  private final int depth;
  private final PartDecoder parts;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<Position> givenAt = new ArrayList<>();

  Decoding(Components components, Path folder) {
    this(components, folder, 0);
  }

  private Decoding(Components components, Path folder, int depth) {
    this.components = components;
    this.folder = folder;
    this.depth = depth;
    this.parts = new PartDecoder(this, components);
  }

  List<Problem> problems() {
    return problems;
  }

  /// {@return where the values that were given are from, by full path}
  Map<String, Position> positions() {
    Map<String, Position> positions = new HashMap<>();
    for (int i = 0; i < places.size(); i++) {
      positions.put(places.get(i).full(), givenAt.get(i));
    }
    return positions;
  }

  void given(Place place, Position position) {
    places.add(place);
    givenAt.add(position);
  }

  void problem(Position position, Place place, String message) {
    problems.add(new Problem(position, place.shown(), message));
  }

  /// Decodes a value.
  ///
  /// @param node what is written
  /// @param type what is wanted
  /// @param option whose bounds hold; null where there are none
  /// @param place of the value
  /// @param at where to report: at the key where there is one, else at the value
  @Nullable Object value(
      Node node, OptionType type, @Nullable OptionSpec option, Place place, Position at) {
    if (node instanceof BrokenNode) {
      return null;
    }
    if (type instanceof OptionalOf optional) {
      Object value = value(node, optional.item(), option, place, at);
      return value == null ? null : Optional.of(value);
    }
    if (node instanceof ScalarNode scalar && scalar.isNull()) {
      boolean isItem = place.name().isEmpty();
      problem(at, place, "a value is missing; " + remedy(type, isItem ? null : option));
      return null;
    }
    if (type instanceof ListOf list) {
      return list(node, list, option, place, at);
    }
    if (type instanceof NamedPart named) {
      return parts.named(node, named, place, at, Items.ids(List.of(node)).getFirst());
    }
    if (type instanceof Part part) {
      return parts.component(node, part, place, at, false);
    }
    if (type instanceof Settings settings) {
      if (node instanceof MapNode map) {
        return record(components.spec(settings.type()), map, place, at, PartDecoder.PLAIN);
      }
      problem(at, place, "must be a map, got " + node.shown());
      return null;
    }
    try {
      return ScalarDecoder.decode(node, type, option, folder);
    } catch (Scalars.Refused e) {
      problem(at, place, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String remedy(OptionType type, @Nullable OptionSpec option) {
    String text = option == null ? null : option.defaultText();
    return "write "
        + type.expected()
        + (text == null ? "" : ", or leave the key out for its default, " + text);
  }

  private @Nullable Object list(
      Node node, ListOf type, @Nullable OptionSpec option, Place place, Position at) {
    if (!(node instanceof ListNode list)) {
      if (!type.takesSingle()) {
        String got = node.shown();
        boolean single = node instanceof ScalarNode;
        problem(at, place, "must be a list, got " + got + (single ? "; write [" + got + "]" : ""));
        return null;
      }
      Object item = value(node, type.item(), option, place.impliedItem(), at);
      return item == null ? null : List.of(item);
    }
    boolean isNamed = type.item() instanceof NamedPart;
    List<String> ids = isNamed ? Items.ids(list.items()) : List.of();
    boolean complete = !isNamed || parts.idsAreUnique(list.items(), place);
    List<Object> values = new ArrayList<>(list.items().size());
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      Place itemPlace = place.item(i);
      given(itemPlace, item.position());
      Object value =
          type.item() instanceof NamedPart part && !isMissing(item)
              ? parts.named(item, part, itemPlace, item.position(), ids.get(i))
              : value(item, type.item(), option, itemPlace, item.position());
      if (value == null) {
        complete = false;
      } else {
        values.add(value);
      }
    }
    return complete ? List.copyOf(values) : null;
  }

  static boolean isMissing(Node node) {
    return node instanceof BrokenNode || (node instanceof ScalarNode scalar && scalar.isNull());
  }

  /// Decodes the options of a record.
  ///
  /// @param spec of the record
  /// @param map what is written; null where nothing is
  /// @param place of the record
  /// @param at where to report what is missing
  /// @param owner for messages
  @Nullable Record record(
      RecordSpec spec, @Nullable MapNode map, Place place, Position at, PartDecoder.Owner owner) {
    Set<String> meant = map == null ? Set.of() : parts.rejectUnknown(spec, map, place, owner);
    boolean complete = meant.isEmpty();
    Object[] values = new Object[spec.options().size()];
    for (int i = 0; i < values.length; i++) {
      OptionSpec option = spec.options().get(i);
      Entry entry = map == null ? null : map.entry(option.name());
      Object value;
      if (entry != null) {
        Place optionPlace = place.option(option.name());
        given(optionPlace, entry.position());
        value = value(entry.value(), option.type(), option, optionPlace, entry.position());
      } else if (!option.isRequired()) {
        value = defaultValue(spec, option);
      } else {
        value = null;
        if (!meant.contains(option.name())) {
          String meaning = option.meaning().isEmpty() ? "" : ": " + option.meaning();
          problem(
              at,
              place.option(option.name()),
              "is missing; add it (" + option.type().title() + meaning + ")");
        }
      }
      complete &= value != null;
      if (value != null) {
        values[i] = value;
      }
    }
    return complete ? make(spec, values, place, at) : null;
  }

  private @Nullable Record make(RecordSpec spec, Object[] values, Place place, Position at) {
    try {
      return Records.make(spec.constructor(), values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof VirtualMachineError error) {
        throw error;
      }
      String said = cause == null ? null : cause.getMessage();
      boolean ours = cause instanceof IllegalArgumentException && said != null;
      problem(
          at,
          place,
          ours
              ? String.valueOf(said).strip().replaceAll("\\s+", " ")
              : "the plugin's %s must not throw, got %s; tell its author"
                  .formatted(
                      Components.place(spec.type()),
                      String.valueOf(cause).strip().replaceAll("\\s+", " ")));
      return null;
    }
  }

  /// {@return the value of an option that is left out}
  ///
  /// @param spec of the record that has the option
  /// @param option not required
  /// @throws PluginException if the default does not decode
  Object defaultValue(RecordSpec spec, OptionSpec option) {
    if (option.defaultText() == null) {
      return Optional.empty();
    }
    List<Problem> defects;
    if (depth >= DEEPEST_DEFAULT) {
      defects = List.of(new Problem(Position.DEFAULT, "", "leads to itself"));
    } else {
      Decoding inner = new Decoding(components, folder, depth + 1);
      defects = inner.problems;
      try {
        Node node = option.defaultNode();
        Object value =
            node == null
                ? null
                : inner.value(node, option.type(), option, Place.ROOT, Position.DEFAULT);
        if (value != null) {
          return value;
        }
      } catch (DefinitionException e) {
        defects = e.problems();
      }
    }
    throw new PluginException(
        "%s: default '%s' of option '%s': %s"
            .formatted(
                Components.place(spec.type()),
                option.defaultText(),
                option.name(),
                defects.getFirst().message()));
  }
}

package dev.gatun.runner.definition;

import dev.gatun.api.Auto;
import dev.gatun.api.Component;
import dev.gatun.api.Named;
import dev.gatun.api.Range;
import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes records as the definition that decodes to them, every default filled in.
public final class Encoder {
  private static final Position NOWHERE = Position.of("");

  private final Components components;

  /// Makes an encoder.
  ///
  /// @param components that the records are made of
  public Encoder(Components components) {
    this.components = components;
  }

  /// {@return the resolved definition as YAML}
  ///
  /// @param definition as decoded
  public String encode(Record definition) {
    return YamlWriter.write(settings(definition), path -> "");
  }

  /// {@return the resolved definition as YAML, each value with a comment on where it came from}
  ///
  /// @param decoded as decoded
  /// @param name what to call its file
  public String show(Decoder.Decoded<?> decoded, String name) {
    return YamlWriter.write(settings(decoded.value()), path -> origin(path, decoded, name));
  }

  /// {@return the resolved definition as YAML, with what each key means}
  ///
  /// @param definition as decoded
  public String explain(Record definition) {
    Meanings meanings = Meanings.of(components, definition);
    StringBuilder text = new StringBuilder(YamlWriter.explain(settings(definition), meanings::at));
    int width = meanings.absent().keySet().stream().mapToInt(String::length).max().orElse(0);
    meanings
        .absent()
        .forEach((path, meaning) ->
            text.append(
                "# not set: %s  %s\n"
                    .formatted(path + " ".repeat(width - path.length()), meaning)));
    return text.toString();
  }

  private static String origin(String path, Decoder.Decoded<?> decoded, String name) {
    Position position = decoded.positions().getOrDefault(path, Position.DEFAULT);
    if (position.equals(Position.DEFAULT)) {
      return "default";
    }
    String reference = decoded.references().get(position);
    String from = reference == null ? "" : ", " + reference;
    if (!position.hasLine()) {
      return position.file().replaceFirst("[ =].*", "") + from;
    }
    boolean isMain = position.file().equals(decoded.file());
    return (isMain ? name : "-f " + position.file()) + ":" + position.line() + from;
  }

  private MapNode settings(Record settings) {
    List<Entry> entries = new ArrayList<>();
    addOptions(settings, entries);
    return new MapNode(NOWHERE, entries);
  }

  private void addOptions(Record settings, List<Entry> entries) {
    for (OptionSpec option : components.spec(settings.getClass()).options()) {
      Object value = option.value(settings);
      if (option.isAuto() && value.equals(Auto.UNKNOWN)) {
        entries.add(entry(option.name(), plain("auto")));
      } else if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
        entries.add(entry(option.name(), node(value, option.type())));
      }
    }
  }

  private Node node(Object value, OptionType type) {
    return switch (type) {
      case OptionalOf optional -> node(((Optional<?>) value).orElseThrow(), optional.item());
      case ListOf list -> {
        List<Node> items = new ArrayList<>();
        for (Object item : (List<?>) value) {
          items.add(node(item, list.item()));
        }
        yield new ListNode(NOWHERE, items);
      }
      case Settings _ -> settings((Record) value);
      case Part part -> component(value, part);
      case NamedPart named -> named((Named<?>) value, named);
      case OptionType.Choice _ -> text(Names.choice((Enum<?>) value));
      case OptionType.Plain _ -> scalar(value);
    };
  }

  private static Node scalar(Object value) {
    return switch (value) {
      case Float number -> plain(Scalars.text(number));
      case Double number -> plain(Scalars.text(number));
      case String string -> text(string);
      case Path path -> text(path.toString());
      case Duration duration -> plain(Scalars.text(duration));
      case Range range ->
          new ListNode(
              NOWHERE, List.of(plain(Scalars.text(range.from())), plain(Scalars.text(range.to()))));
      default -> plain(value.toString());
    };
  }

  private Node component(Object component, Part type) {
    MapNode map = options(component, type, new ArrayList<>());
    return map.entries().size() == 1 ? map.entries().getFirst().value() : map;
  }

  private Node named(Named<?> named, NamedPart type) {
    List<Entry> entries = new ArrayList<>();
    entries.add(entry("id", text(named.id())));
    MapNode map = options(named.component(), type.part(), entries);
    if (named.weight() == 1) {
      return map;
    }
    List<Entry> weighted = new ArrayList<>(map.entries());
    weighted.add(2, entry("weight", plain(Scalars.text(named.weight()))));
    return new MapNode(NOWHERE, weighted);
  }

  private MapNode options(Object component, Part type, List<Entry> entries) {
    Component annotation = component.getClass().getAnnotation(Component.class);
    if (annotation == null || !(component instanceof Record options)) {
      throw new IllegalArgumentException(
          "%s must be a record with @Component to be written, got %s"
              .formatted(type.name(), component.getClass().getName()));
    }
    entries.add(entry("type", text(annotation.name())));
    addOptions(options, entries);
    return new MapNode(NOWHERE, entries);
  }

  private static Entry entry(String key, Node value) {
    return new Entry(key, NOWHERE, value);
  }

  private static ScalarNode plain(String text) {
    return new ScalarNode(NOWHERE, text, true);
  }

  private static ScalarNode text(String text) {
    return new ScalarNode(NOWHERE, text.replace("${", "$${"), false);
  }
}

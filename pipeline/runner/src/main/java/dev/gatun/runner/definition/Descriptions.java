package dev.gatun.runner.definition;

import dev.gatun.api.Component;
import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import dev.gatun.runner.definition.OptionType.Choice;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Plain;
import dev.gatun.runner.definition.OptionType.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Describes components from their declarations.
final class Descriptions {
  private static final Position NOWHERE = Position.of("");

  private final Components components;

  private Descriptions(Components components) {
    this.components = components;
  }

  /// {@return a description}
  ///
  /// @param components all there are, for examples of options that are components
  /// @param found the one to describe
  static Description of(Components components, Components.Found found) {
    RecordSpec spec = components.spec(found);
    Component component = Objects.requireNonNull(found.type().getAnnotation(Component.class));
    List<Description.Setting> options = new ArrayList<>();
    addSettings(components, spec, "", options);
    return new Description(
        Components.kindName(found.direct().getFirst()),
        found.name(),
        component.summary(),
        component.formula(),
        component.source(),
        found.type().getName(),
        Components.origin(found.type()),
        List.copyOf(options),
        component.example().isEmpty()
            ? new Descriptions(components).example(found, spec)
            : component.example());
  }

  /// Options that are records have their own behind them, with the path to each.
  private static void addSettings(
      Components components, RecordSpec spec, String path, List<Description.Setting> options) {
    for (OptionSpec option : spec.options()) {
      Description.Setting setting = Description.Setting.of(option, path);
      options.add(setting);
      OptionType type = option.type();
      while (type instanceof ListOf || type instanceof OptionalOf) {
        type = type instanceof ListOf list ? list.item() : ((OptionalOf) type).item();
      }
      if (type instanceof Settings settings) {
        addSettings(components, components.spec(settings.type()), setting.name() + ".", options);
      }
    }
  }

  /// Empty lists are left out where the component takes them, so that the example is what people
  /// write.
  private String example(Components.Found found, RecordSpec spec) {
    String brief = example(found.name(), spec, false);
    try {
      new Decoder(components, Path.of("")).component(brief, found.direct().getFirst(), "example");
      return brief;
    } catch (DefinitionException _) {
      return example(found.name(), spec, true);
    }
  }

  private String example(String name, RecordSpec spec, boolean filled) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("type", NOWHERE, text(name)));
    addOptions(spec, entries, filled);
    return YamlWriter.flow(entries.size() == 1 ? text(name) : new MapNode(NOWHERE, entries));
  }

  private void addOptions(RecordSpec spec, List<Entry> entries, boolean filled) {
    for (OptionSpec option : spec.options()) {
      boolean emptyList = option.defaultNode() instanceof ListNode list && list.items().isEmpty();
      Node value = emptyList ? null : option.defaultNode();
      if (option.isRequired() || (emptyList && filled)) {
        value = sample(option.type(), option.bounds());
      }
      if (value != null) {
        entries.add(new Entry(option.name(), NOWHERE, value));
      }
    }
  }

  private @Nullable Node sample(OptionType type, Bounds bounds) {
    return switch (type) {
      case Plain plain -> sample(plain, bounds);
      case Choice choice -> text(Names.choice((Enum<?>) choice.constants()[0]));
      case Part part -> sample(part);
      case NamedPart named -> sample(named.part());
      case OptionalOf optional -> sample(optional.item(), bounds);
      case ListOf list -> {
        Node item = sample(list.item(), bounds);
        yield new ListNode(NOWHERE, item == null ? List.of() : List.of(item));
      }
      case Settings settings -> {
        List<Entry> entries = new ArrayList<>();
        addOptions(components.spec(settings.type()), entries, true);
        yield new MapNode(NOWHERE, entries);
      }
    };
  }

  private static Node sample(Plain type, Bounds bounds) {
    return switch (type) {
      case INTEGER, LONG, FLOAT, DOUBLE -> number(bounds);
      case BOOLEAN -> new ScalarNode(NOWHERE, "true", true);
      case TEXT -> text("text");
      case PATH -> text("data/file");
      case DURATION -> new ScalarNode(NOWHERE, "5m", true);
      case RANGE ->
          new ListNode(
              NOWHERE,
              List.of(new ScalarNode(NOWHERE, "0", true), new ScalarNode(NOWHERE, "1", true)));
    };
  }

  private static Node number(Bounds bounds) {
    double[] candidates = {
      1, bounds.low() + 1, bounds.high() - 1, (bounds.low() + bounds.high()) / 2, bounds.low()
    };
    double number = 1;
    for (double candidate : candidates) {
      if (Double.isFinite(candidate) && bounds.allows(candidate)) {
        number = candidate;
        break;
      }
    }
    return new ScalarNode(NOWHERE, Scalars.text(number), true);
  }

  /// A component that needs no options; null where there is none.
  private @Nullable Node sample(Part part) {
    for (String name : new TreeSet<>(components.names(part.kind()))) {
      Components.Found found = components.find(part.kind(), name);
      boolean simple = found != null;
      if (found != null) {
        for (OptionSpec option : components.spec(found).options()) {
          simple &= !option.isRequired();
        }
      }
      if (simple) {
        return text(name);
      }
    }
    return null;
  }

  private static ScalarNode text(String text) {
    return new ScalarNode(NOWHERE, text, false);
  }
}

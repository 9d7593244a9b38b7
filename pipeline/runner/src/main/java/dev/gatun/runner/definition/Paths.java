package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.OptionType.Choice;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Plain;
import dev.gatun.runner.definition.OptionType.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The paths of a definition, such as `train.optimizer.learning-rate`, and what may stand there.
///
/// Follows what is written and, where something is left out, its default. List items are named by
/// id or index.
public final class Paths {
  /// What is at a path.
  ///
  /// @param type what may stand there
  /// @param option the last part of the path; null for list items and the whole
  /// @param node what is written or the default; null where there is neither
  record At(OptionType type, @Nullable OptionSpec option, @Nullable Node node) {}

  private final Components components;
  private final MapNode root;
  private final At whole;

  /// Makes the paths of a definition.
  ///
  /// @param components what it may name
  /// @param type a record whose components are the top-level keys
  /// @param root what is written; an empty map for what any definition has
  public Paths(Components components, Class<? extends Record> type, MapNode root) {
    this.components = components;
    this.root = root;
    this.whole = new At(new Settings(type), null, root);
  }

  /// {@return what is at a path; null where nothing can be}
  ///
  /// @param path keys with dots between
  @Nullable At at(String path) {
    At at = whole;
    for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
      at = at == null ? null : within(at, part);
    }
    return at;
  }

  private @Nullable At within(At at, String part) {
    if (at.type() instanceof ListOf list && at.node() instanceof ListNode items) {
      int index = Items.ids(items.items()).indexOf(part);
      boolean isIndex = part.matches("[0-9]{1,9}");
      index = isIndex ? Integer.parseInt(part) : index;
      boolean there = index >= 0 && index < items.items().size();
      return there ? new At(list.item(), null, items.items().get(index)) : null;
    }
    RecordSpec spec = spec(at);
    OptionSpec option = spec == null ? null : spec.option(part);
    if (option == null) {
      return null;
    }
    Node written = at.node() instanceof MapNode map ? map.get(part) : null;
    OptionType type = option.type() instanceof OptionalOf some ? some.item() : option.type();
    return new At(type, option, written == null ? option.defaultNode() : written);
  }

  /// {@return the options at a place; null where there are none}
  @Nullable RecordSpec spec(At at) {
    OptionType type = at.type();
    if (type instanceof ListOf list && list.takesSingle() && !(at.node() instanceof ListNode)) {
      type = list.item();
    }
    if (type instanceof Settings settings) {
      return components.spec(settings.type());
    }
    Part part = part(type);
    String name = part == null || at.node() == null ? null : Items.componentName(at.node());
    Components.Found found =
        part == null || name == null ? null : components.find(part.kind(), name);
    return found == null ? null : components.spec(found);
  }

  /// {@return the component that a type asks for; null where it asks for something else}
  static @Nullable Part part(OptionType type) {
    return switch (type) {
      case Part part -> part;
      case NamedPart named -> named.part();
      case OptionalOf optional -> part(optional.item());
      case ListOf list -> part(list.item());
      default -> null;
    };
  }

  /// Completes what was begun of `path=value`.
  ///
  /// @param begun a path, the last part of which may be incomplete, or a path and `=` and the
  ///   beginning of a value
  /// @return what it may become, with what each means: paths that go on end with `.`, others with
  ///   `=`
  public SequencedMap<String, String> complete(String begun) {
    SequencedMap<String, String> found = new LinkedHashMap<>();
    int equals = begun.indexOf('=');
    if (equals >= 0) {
      String path = begun.substring(0, equals);
      At at = at(path);
      if (at != null) {
        values(at).forEach(value -> found.put(path + "=" + value, ""));
      }
    } else {
      int dot = begun.lastIndexOf('.');
      String before = begun.substring(0, dot + 1);
      if (before.equals(References.PARAMS + ".")
          && root.get(References.PARAMS) instanceof MapNode map) {
        map.entries().forEach(entry -> found.put(before + entry.key() + "=", "parameter"));
      }
      At at = at(begun.substring(0, Math.max(0, dot)));
      if (at != null) {
        keys(at, before, found);
      }
    }
    found.keySet().removeIf(each -> !each.startsWith(begun));
    return found;
  }

  private void keys(At at, String before, SequencedMap<String, String> found) {
    List<String> keys = new ArrayList<>();
    RecordSpec spec = spec(at);
    if (spec != null) {
      keys.addAll(spec.names());
    } else if (at.type() instanceof ListOf list && at.node() instanceof ListNode items) {
      List<String> ids = Items.ids(items.items());
      for (int i = 0; i < ids.size(); i++) {
        keys.add(list.item() instanceof NamedPart ? ids.get(i) : Integer.toString(i));
      }
    }
    for (String key : keys) {
      At child = within(at, key);
      if (child != null) {
        OptionSpec option = child.option();
        Part part = part(child.type());
        String meaning = option != null ? option.meaning() : part == null ? "" : part.name();
        RecordSpec within = spec(child);
        boolean goesOn = within != null && !within.options().isEmpty();
        boolean isList = child.node() instanceof ListNode list && !list.items().isEmpty();
        if (goesOn || isList) {
          found.put(before + key + ".", meaning);
        }
        if (!(child.type() instanceof Settings)) {
          found.put(before + key + "=", meaning);
        }
      }
    }
    if (before.isEmpty() && root.get(References.PARAMS) instanceof MapNode) {
      found.put(References.PARAMS + ".", "what references stand for");
    }
  }

  private List<String> values(At at) {
    Part part = part(at.type());
    if (part != null) {
      return new ArrayList<>(new TreeSet<>(components.names(part.kind())));
    }
    List<String> values = new ArrayList<>();
    if (at.type() instanceof Choice choice) {
      values.addAll(choice.names());
    } else if (at.type() == Plain.BOOLEAN) {
      values.addAll(List.of("true", "false"));
    } else {
      if (at.option() != null && at.option().isAuto()) {
        values.add("auto");
      }
      String text = at.option() == null ? null : at.option().defaultText();
      if (text != null && !values.contains(text)) {
        values.add(text);
      }
    }
    return values;
  }
}

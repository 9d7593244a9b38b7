package dev.gatun.runner.definition;

import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.MapNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import dev.gatun.runner.definition.OptionType.ListOf;
import dev.gatun.runner.definition.OptionType.NamedPart;
import dev.gatun.runner.definition.OptionType.OptionalOf;
import dev.gatun.runner.definition.OptionType.Part;
import dev.gatun.runner.definition.OptionType.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One `path=value`, from `--set` or from `vary`.
///
/// Follows the path through what is written and, where something is left out, through its default.
/// Whether the value is right is for the decoder to say.
final class Assignment {
  private static final int LONGEST_SHOWN = 60;

  private final String text;
  private final Components components;
  private final OptionType.Settings type;
  private final Position position;
  private final String place;
  private List<String> path = List.of();
  private Node value;

  /// Makes an assignment.
  ///
  /// @param position where it is written
  /// @param place what it is part of, for messages; may be empty
  /// @param text `path=value`
  /// @param components tell the defaults of options that are left out
  /// @param type what the definition will be decoded to
  Assignment(
      Position position,
      String place,
      String text,
      Components components,
      Class<? extends Record> type) {
    this.position = position;
    this.place = place;
    this.text = text;
    this.components = components;
    this.type = new Settings(type);
    this.value = new ScalarNode(position, "", true);
  }

  /// {@return what to call an assignment on the command line in messages}
  ///
  /// @param origin such as `--set `
  /// @param text `path=value`
  static Position position(String origin, String text) {
    int longest = Math.max(LONGEST_SHOWN, text.indexOf('=') + 12);
    String shown = text.length() > longest ? text.substring(0, longest) + "…" : text;
    return Position.of(origin + shown.replace('\n', ' '));
  }

  /// Applies the assignment.
  ///
  /// @param root not modified
  /// @param problems may be added to
  /// @return the definition with the value; as it was where there is a problem
  MapNode apply(MapNode root, List<Problem> problems) {
    try {
      int equals = text.indexOf('=');
      path = path(equals < 0 ? text : text.substring(0, equals));
      if (equals < 0) {
        throw new Scalars.Refused(
            "must be path=value, got no '='; write %s=…".formatted(Scalars.shortened(text)));
      }
      value = YamlReader.value(text.substring(equals + 1), position);
      if (path.getFirst().equals(References.PARAMS) && path.size() > 1) {
        requireParameter(root);
      }
      return (MapNode) put(root, type, 0);
    } catch (Scalars.Refused e) {
      problems.add(new Problem(position, place, String.valueOf(e.getMessage())));
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
    }
    return root;
  }

  private static List<String> path(String written) {
    List<String> path = new ArrayList<>();
    String dotted = written.strip().replaceAll("\\[([^\\[\\].]*)]", ".$1");
    for (String part : dotted.split("\\.", -1)) {
      if (part.isBlank()) {
        throw new Scalars.Refused(
            "the path must be keys with dots between, such as train.epochs, got '%s'"
                .formatted(Scalars.shortened(written)));
      }
      path.add(part);
    }
    return path;
  }

  /// A parameter nothing refers to would be set without effect.
  private void requireParameter(MapNode root) {
    MapNode params = root.get(References.PARAMS) instanceof MapNode map ? map : null;
    if (params == null || params.entry(path.get(1)) == null) {
      throw new Scalars.Refused(References.unknown(path.get(1), params));
    }
  }

  private Node put(Node node, @Nullable OptionType declared, int at) {
    OptionType type = declared instanceof OptionalOf optional ? optional.item() : declared;
    if (node instanceof ListNode list) {
      return putInList(list, type instanceof ListOf listOf ? listOf.item() : null, at);
    }
    if (!(type instanceof ListOf list) || !list.takesSingle()) {
      return putInMap(node, type, at);
    }
    boolean isItem = path.get(at).equals("0") || Items.ids(List.of(node)).contains(path.get(at));
    if (!isItem) {
      return put(node, list.item(), at);
    }
    return isLast(at) ? withIdOf(node, list.item()) : put(node, list.item(), at + 1);
  }

  private Node putInList(ListNode list, @Nullable OptionType item, int at) {
    int index = index(list, path.get(at), at);
    List<Node> items = new ArrayList<>(list.items());
    Node old = items.get(index);
    items.set(index, isLast(at) ? withIdOf(old, item) : put(old, item, at + 1));
    return new ListNode(list.position(), items);
  }

  /// An item given whole keeps its id, which other parts of the definition may name.
  private Node withIdOf(Node old, @Nullable OptionType item) {
    Entry id = old instanceof MapNode map ? map.entry("id") : null;
    if (id == null || !(item instanceof NamedPart)) {
      return value;
    }
    if (value instanceof MapNode map) {
      return map.entry("id") == null ? with(map, "id", id.position(), id.value()) : map;
    }
    return value instanceof ScalarNode name && !name.isNull()
        ? new MapNode(position, List.of(id, new Entry("type", position, name)))
        : value;
  }

  private int index(ListNode list, String wanted, int at) {
    int size = list.items().size();
    if (wanted.length() <= 9 && wanted.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int index = Integer.parseInt(wanted);
      if (index < size) {
        return index;
      }
      String there = size == 0 ? "it is empty" : "items are 0 to " + (size - 1);
      throw new Scalars.Refused("%s has no item %d; %s".formatted(before(at), index, there));
    }
    List<String> ids = Items.ids(list.items());
    int index = ids.indexOf(wanted);
    if (index < 0) {
      throw new Scalars.Refused(
          "%s has no item '%s'%s"
              .formatted(
                  before(at),
                  Scalars.shortened(wanted),
                  Near.hint(wanted, ids, "items are", "it is empty")));
    }
    return index;
  }

  private Node putInMap(Node node, @Nullable OptionType type, int at) {
    MapNode map = map(node, type, at);
    String key = path.get(at);
    RecordSpec spec = spec(map, type);
    Entry old = map.entry(key);
    if (isLast(at)) {
      boolean changesType = isComponent(type) && key.equals("type");
      return with(changesType ? withoutOptions(map) : map, key, position, value);
    }
    OptionSpec option = spec == null ? null : spec.option(key);
    Node child = old != null ? old.value() : option == null ? null : start(option);
    if (child == null) {
      throw new Scalars.Refused(missing(map, spec, option, at));
    }
    Position keyPosition = old == null ? position : old.position();
    return with(map, key, keyPosition, put(child, option == null ? null : option.type(), at + 1));
  }

  private MapNode map(Node node, @Nullable OptionType type, int at) {
    if (node instanceof MapNode map) {
      return map;
    }
    if (node instanceof ScalarNode scalar) {
      if (isComponent(type) && !scalar.isNull()) {
        Entry name = new Entry("type", scalar.position(), scalar);
        return new MapNode(scalar.position(), List.of(name));
      }
      if (type instanceof Settings && scalar.isNull()) {
        return new MapNode(scalar.position(), List.of());
      }
    }
    throw new Scalars.Refused(
        "%s must be a map to have '%s', got %s"
            .formatted(before(at), Scalars.shortened(path.get(at)), node.shown()));
  }

  private MapNode withoutOptions(MapNode map) {
    Node type = map.get("type");
    boolean same =
        type instanceof ScalarNode old
            && value instanceof ScalarNode now
            && old.text().equals(now.text());
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : map.entries()) {
      boolean reserved =
          entry.key().equals("id") || entry.key().equals("weight") || entry.key().equals("type");
      if (same || reserved) {
        kept.add(entry);
      }
    }
    return new MapNode(map.position(), kept);
  }

  /// What an option that is left out holds before something in it is set.
  private @Nullable Node start(OptionSpec option) {
    Node start = option.defaultNode();
    return start == null && option.type() instanceof Settings
        ? new MapNode(position, List.of())
        : start;
  }

  private String missing(
      MapNode map, @Nullable RecordSpec spec, @Nullable OptionSpec option, int at) {
    String key = path.get(at);
    if (option != null) {
      String whole = joined(at + 1);
      return "%s is not given, so '%s' cannot be set in it; set all of it with --set %s={…}"
          .formatted(whole, Scalars.shortened(path.get(at + 1)), whole);
    }
    List<String> names = new ArrayList<>();
    if (spec == null) {
      map.entries().forEach(entry -> names.add(entry.key()));
    } else {
      names.addAll(spec.names());
      if (at == 0) {
        names.add(References.PARAMS);
        names.add(Variations.KEY);
      }
    }
    return "%s has no '%s'%s"
        .formatted(
            before(at), Scalars.shortened(key), Near.hint(key, names, "it has", "it is empty"));
  }

  private String before(int at) {
    return at == 0 ? "the definition" : joined(at);
  }

  private String joined(int end) {
    return Scalars.shortened(String.join(".", path.subList(0, end)));
  }

  private boolean isLast(int at) {
    return at == path.size() - 1;
  }

  private static boolean isComponent(@Nullable OptionType type) {
    return type instanceof Part || type instanceof NamedPart;
  }

  private @Nullable RecordSpec spec(MapNode map, @Nullable OptionType type) {
    if (type instanceof Settings settings) {
      return components.spec(settings.type());
    }
    Part part =
        type instanceof Part plain ? plain : type instanceof NamedPart named ? named.part() : null;
    String name = part == null ? null : Items.componentName(map);
    Components.Found found =
        part == null || name == null ? null : components.find(part.kind(), name);
    return found == null ? null : components.spec(found);
  }

  private static MapNode with(MapNode map, String key, Position position, Node value) {
    List<Entry> entries = new ArrayList<>(map.entries());
    Entry entry = new Entry(key, position, value);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key().equals(key)) {
        entries.set(i, entry);
        return new MapNode(map.position(), entries);
      }
    }
    entries.add(entry);
    return new MapNode(map.position(), entries);
  }
}

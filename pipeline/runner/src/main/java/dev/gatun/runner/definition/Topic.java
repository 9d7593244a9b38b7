package dev.gatun.runner.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What there is to say about a key of definitions, or about a kind of component, for `gatun
/// describe`.
///
/// @param name the key or path, or the kind
/// @param meaning in one line; may be empty
/// @param value what may stand there, such as `integer, at least 1, default 10`; empty for a kind
/// @param options of what is there by default
/// @param choices the components that may stand there
public record Topic(
    String name,
    String meaning,
    String value,
    List<Description.Setting> options,
    List<Description> choices) {
  /// Copies the lists.
  public Topic {
    options = List.copyOf(options);
    choices = List.copyOf(choices);
  }

  /// {@return what there is to say; empty where the name is neither a key nor a kind}
  ///
  /// @param components all there are
  /// @param type a record whose components are the top-level keys
  /// @param name a kind, or keys with dots between
  public static Optional<Topic> of(
      Components components, Class<? extends Record> type, String name) {
    Map<String, List<Description>> byKind = components.all();
    List<Description> kind = byKind.get(name);
    if (kind != null) {
      return Optional.of(new Topic(name, "", "", List.of(), kind));
    }
    Paths paths = new Paths(components, type, new Node.MapNode(Position.DEFAULT, List.of()));
    Paths.At at = paths.at(name);
    OptionSpec option = at == null ? null : at.option();
    if (at == null || option == null) {
      return Optional.empty();
    }
    RecordSpec spec = paths.spec(at);
    List<Description.Setting> options = new ArrayList<>();
    if (spec != null) {
      spec.options().forEach(each -> options.add(Description.Setting.of(each)));
    }
    OptionType.@Nullable Part part = Paths.part(at.type());
    return Optional.of(
        new Topic(
            name,
            option.meaning(),
            Description.Setting.of(option).values(),
            options,
            part == null ? List.of() : choices(components, part, byKind)));
  }

  private static List<Description> choices(
      Components components, OptionType.Part part, Map<String, List<Description>> byKind) {
    Set<String> names = new TreeSet<>(components.names(part.kind()));
    List<Description> choices = new ArrayList<>();
    for (List<Description> kind : byKind.values()) {
      for (Description each : kind) {
        Components.Found found = components.find(part.kind(), each.name());
        if (found != null
            && found.type().getName().equals(each.type())
            && names.remove(each.name())) {
          choices.add(each);
        }
      }
    }
    return choices;
  }

  /// {@return all that can be described: components, kinds and the keys at the top}
  ///
  /// @param components all there are
  /// @param type a record whose components are the top-level keys
  public static Set<String> names(Components components, Class<? extends Record> type) {
    Set<String> names = new TreeSet<>(components.spec(type).names());
    components
        .all()
        .forEach((kind, all) -> {
          names.add(kind);
          all.forEach(each -> names.add(each.name()));
        });
    return names;
  }

  /// {@return a message about a name that is none of [#names]}
  ///
  /// @param components all there are
  /// @param type a record whose components are the top-level keys
  /// @param name as written
  public static String unknown(Components components, Class<? extends Record> type, String name) {
    String near = Near.nearest(name, names(components, type));
    return "no component, kind or key '%s'; %s%s"
        .formatted(
            Scalars.shortened(name),
            near == null
                ? "'gatun plugins' lists the components"
                : "did you mean '%s'?".formatted(near),
            components.absence());
  }

  /// {@return the topic in lines for a terminal}
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(name).append(meaning.isEmpty() ? "" : ": " + meaning).append('\n');
    if (!value.isEmpty()) {
      text.append("  value    ").append(value).append('\n');
    }
    if (!options.isEmpty()) {
      text.append("  options\n").append(Description.options(options));
    }
    if (!choices.isEmpty()) {
      text.append("  one of\n");
      int width = choices.stream().mapToInt(each -> each.name().length()).max().orElse(0);
      String line = "    %-" + width + "s  %s\n";
      choices.forEach(each -> text.append(line.formatted(each.name(), each.summary())));
    }
    return text.toString();
  }
}

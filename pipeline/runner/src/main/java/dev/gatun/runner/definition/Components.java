package dev.gatun.runner.definition;

import dev.gatun.api.Component;
import dev.gatun.api.Kind;
import dev.gatun.api.Plugin;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What can be named in definitions: the components of all plugins, by kind and name.
///
/// Making one reads names only; a component's options are read and checked when it is first used.
/// May be used by several threads.
public final class Components {
  /// A component as far as it is known from the start.
  ///
  /// @param type the record
  /// @param name in definitions
  /// @param kinds all it can stand for: a layer is also a model
  record Found(Class<? extends Record> type, String name, Set<Class<?>> kinds) {
    /// {@return the most special of the kinds, one unless the author made a mistake}
    List<Class<?>> direct() {
      List<Class<?>> direct = new ArrayList<>();
      for (Class<?> kind : kinds) {
        boolean general = false;
        for (Class<?> other : kinds) {
          general |= other != kind && kind.isAssignableFrom(other);
        }
        if (!general) {
          direct.add(kind);
        }
      }
      return direct;
    }
  }

  private final List<Found> all = new ArrayList<>();
  private final Map<Class<?>, Map<String, Found>> byKind = new HashMap<>();
  private final Map<Class<?>, Set<Class<?>>> kindsOf = new HashMap<>();
  private final Map<Class<?>, RecordSpec> specs = new ConcurrentHashMap<>();

  private List<Path> absent = List.of();

  private Components() {}

  /// Makes a registry of what plugins offer.
  ///
  /// @param plugins in any order
  /// @return the registry
  /// @throws PluginException if two components have one kind and name, or a plugin offers what is
  ///   no component
  public static Components of(Collection<? extends Plugin> plugins) {
    Components components = new Components();
    for (Plugin plugin : plugins) {
      for (Class<?> type : offered(plugin)) {
        if (type == null || !type.isRecord()) {
          throw new PluginException(
              "%s: components() must list records, got %s"
                  .formatted(place(plugin.getClass()), type == null ? "null" : type.getName()));
        }
        components.add(type);
      }
    }
    return components;
  }

  /// Makes a registry of the plugins a class loader sees.
  ///
  /// @param loader looks up the service [Plugin]
  /// @return the registry
  /// @throws PluginException if a plugin cannot be loaded, or as in [#of]
  public static Components load(ClassLoader loader) {
    List<Plugin> plugins = new ArrayList<>();
    try {
      for (Plugin plugin : ServiceLoader.load(Plugin.class, loader)) {
        plugins.add(plugin);
      }
    } catch (ServiceConfigurationError e) {
      throw new PluginException("a plugin cannot be loaded: " + e.getMessage(), e);
    }
    return of(plugins);
  }

  private static List<? extends Class<?>> offered(Plugin plugin) {
    try {
      return plugin.components();
    } catch (RuntimeException | LinkageError e) {
      throw new PluginException(
          "%s: components() must not throw, got %s; build it against this version of Gatun"
              .formatted(place(plugin.getClass()), e),
          e);
    }
  }

  /// {@return a registry with more components; this one stays as it is}
  ///
  /// @param types classes from outside
  /// @throws PluginException if one is no component, or there is another of its kind and name
  public Components with(Collection<? extends Class<?>> types) {
    Components wider = new Components();
    wider.all.addAll(all);
    byKind.forEach((kind, found) -> wider.byKind.put(kind, new HashMap<>(found)));
    wider.specs.putAll(specs);
    wider.absent = absent;
    types.forEach(wider::add);
    return wider;
  }

  /// Says, for messages about names that are not there, what else they could have been in.
  ///
  /// @param files that could not be loaded
  public void lack(Collection<Path> files) {
    absent = List.copyOf(files);
  }

  /// {@return `; it may be in …, which could not be loaded`; empty where everything was loaded}
  String absence() {
    return absent.isEmpty()
        ? ""
        : "; it may be in %s, which could not be loaded: see 'gatun plugins'"
            .formatted(absent.stream().map(Path::toString).collect(Collectors.joining(" or ")));
  }

  private void add(Class<?> type) {
    if (!type.isRecord()) {
      throw new PluginException(place(type) + " must be a record to be a component");
    }
    Component component = type.getAnnotation(Component.class);
    if (component == null) {
      throw new PluginException(place(type) + " must have @Component; add it, or do not offer it");
    }
    Set<Class<?>> kinds = new LinkedHashSet<>();
    for (Class<?> implemented : type.getInterfaces()) {
      kinds.addAll(kinds(implemented));
    }
    if (kinds.isEmpty()) {
      throw new PluginException(
          place(type) + " must implement a kind of component, such as dev.gatun.api.Layer");
    }
    Found found = new Found(type.asSubclass(Record.class), component.name(), kinds);
    all.add(found);
    for (Class<?> kind : kinds) {
      Found other =
          byKind.computeIfAbsent(kind, k -> new HashMap<>()).putIfAbsent(found.name(), found);
      if (other != null) {
        throw new PluginException(
            "%s '%s' is offered twice: by %s and by %s; remove one of the two"
                .formatted(kindName(kind), found.name(), place(other.type()), place(type)));
      }
    }
  }

  private Set<Class<?>> kinds(Class<?> implemented) {
    Set<Class<?>> known = kindsOf.get(implemented);
    if (known == null) {
      known = new LinkedHashSet<>();
      if (implemented.isAnnotationPresent(Kind.class)) {
        known.add(implemented);
      }
      for (Class<?> parent : implemented.getInterfaces()) {
        known.addAll(kinds(parent));
      }
      kindsOf.put(implemented, known);
    }
    return known;
  }

  /// Checks every component in full.
  ///
  /// @throws PluginException with a line for each mistake of an author
  public void validate() {
    validate(all.stream().map(Found::type).toList());
  }

  /// Checks some components in full.
  ///
  /// @param types of this registry
  /// @throws PluginException with a line for each mistake of an author
  public void validate(Collection<? extends Class<?>> types) {
    List<String> defects = new ArrayList<>();
    for (Found found : all) {
      try {
        if (types.contains(found.type())) {
          new Decoder(this, Path.of("")).checkDefaults(spec(found));
        }
      } catch (PluginException e) {
        defects.add(String.valueOf(e.getMessage()));
      }
    }
    if (!defects.isEmpty()) {
      throw new PluginException(String.join("\n", defects));
    }
  }

  /// {@return the records of all components, as plugins list them}
  public List<Class<? extends Record>> types() {
    List<Class<? extends Record>> types = new ArrayList<>();
    all.forEach(found -> types.add(found.type()));
    return types;
  }

  /// {@return all components by the name of their kind, both in order}
  ///
  /// @throws PluginException as [#validate]
  public Map<String, List<Description>> all() {
    validate();
    Map<String, Map<String, Description>> sorted = new TreeMap<>();
    for (Found found : all) {
      Description description = Descriptions.of(this, found);
      sorted
          .computeIfAbsent(description.kind(), k -> new TreeMap<>())
          .put(description.name(), description);
    }
    Map<String, List<Description>> lists = new TreeMap<>();
    sorted.forEach((kind, byName) -> lists.put(kind, List.copyOf(byName.values())));
    return lists;
  }

  /// {@return kind and name of components, such as `loss focal`, in their order}
  ///
  /// @param types of this registry
  public List<String> titles(Collection<? extends Class<?>> types) {
    return all.stream()
        .filter(found -> types.contains(found.type()))
        .map(found -> kindName(found.direct().getFirst()) + " " + found.name())
        .toList();
  }

  /// {@return the components of a name, one for each kind that has it, in order of kinds; none
  /// where there is none}
  ///
  /// @param name of a component
  public List<Description> describe(String name) {
    Map<String, Description> byKindName = new TreeMap<>();
    for (Found found : all) {
      if (found.name().equals(name)) {
        Description description = Descriptions.of(this, found);
        byKindName.put(description.kind(), description);
      }
    }
    return List.copyOf(byKindName.values());
  }

  /// {@return a component; null where there is none}
  ///
  /// @param kind an interface marked [Kind]
  /// @param name in definitions
  @Nullable Found find(Class<?> kind, String name) {
    Map<String, Found> found = byKind.get(kind);
    return found == null ? null : found.get(name);
  }

  /// {@return the names of a kind's components}
  ///
  /// @param kind an interface marked [Kind]
  Collection<String> names(Class<?> kind) {
    Map<String, Found> found = byKind.get(kind);
    return found == null ? List.of() : found.keySet();
  }

  /// {@return the components of a kind by name, in order}
  ///
  /// @param kind an interface marked [Kind]
  public SequencedMap<String, Class<? extends Record>> types(Class<?> kind) {
    SequencedMap<String, Class<? extends Record>> types = new TreeMap<>();
    byKind.getOrDefault(kind, Map.of()).forEach((name, found) -> types.put(name, found.type()));
    return types;
  }

  /// {@return the names of the kinds that have a component of a name, in order}
  ///
  /// @param name of a component
  Collection<String> kindsWith(String name) {
    Set<String> kinds = new TreeSet<>();
    for (Found found : all) {
      if (found.name().equals(name)) {
        kinds.add(kindName(found.direct().getFirst()));
      }
    }
    return kinds;
  }

  /// {@return the options of a component}
  ///
  /// @param found the component
  /// @throws PluginException if its author made a mistake
  RecordSpec spec(Found found) {
    RecordSpec spec = specs.get(found.type());
    if (spec == null) {
      spec = new SpecReader(found.type()).component(found);
      specs.put(found.type(), spec);
    }
    return spec;
  }

  /// {@return the options of a record, component or not}
  ///
  /// @param type a record
  /// @throws PluginException if its author made a mistake
  RecordSpec spec(Class<? extends Record> type) {
    RecordSpec spec = specs.get(type);
    if (spec == null) {
      spec = new SpecReader(type).settings();
      specs.put(type, spec);
    }
    return spec;
  }

  static String kindName(Class<?> kind) {
    Kind annotation = kind.getAnnotation(Kind.class);
    return annotation == null ? kind.getSimpleName() : annotation.value();
  }

  static String withArticle(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  static String plural(String noun) {
    return noun.endsWith("s")
        ? noun + "es"
        : noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }

  /// {@return a class with the jar it is from, for messages}
  ///
  /// @param type to name
  public static String place(Class<?> type) {
    return type.getName() + " in " + origin(type);
  }

  /// {@return the jar or folder a class is from}
  ///
  /// @param type of a component or an engine
  public static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "the JDK";
    }
    try {
      return Path.of(location.toURI()).toString();
    } catch (Exception e) {
      // Not a file: the address is as good.
      return location.toString();
    }
  }
}

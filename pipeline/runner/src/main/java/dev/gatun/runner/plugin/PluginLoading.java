package dev.gatun.runner.plugin;

import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Adds plugins from outside to what comes with Gatun. One that fails does not keep others out.
public final class PluginLoading {
  /// What there is when all is loaded.
  ///
  /// @param components Gatun's and the plugins'
  /// @param engines Gatun's and the plugins'
  /// @param plugins that were loaded
  /// @param failed those that were not
  public record Outcome(
      Components components,
      Engines engines,
      List<LoadedPlugin> plugins,
      List<FailedPlugin> failed) {}

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

  private final ApiView api;
  private final Components ofGatun;
  private final List<EngineProvider> enginesOfGatun;
  private final Set<Path> seen = new HashSet<>();

  /// Whether each was named for this command.
  private final Map<LoadedPlugin, Boolean> loaded = new LinkedHashMap<>();

  private final List<FailedPlugin> failed = new ArrayList<>();
  private Components components;

  private PluginLoading(ClassLoader gatun, Components components, Engines engines) {
    this.api = new ApiView(gatun);
    this.ofGatun = components;
    this.components = components;
    this.enginesOfGatun = new ArrayList<>(engines.providers());
  }

  /// Loads plugins: those for this command first, none twice.
  ///
  /// @param gatun loads Gatun's API
  /// @param components that come with Gatun
  /// @param engines that come with Gatun
  /// @param path where plugins are
  /// @return what there is then
  public static Outcome load(
      ClassLoader gatun, Components components, Engines engines, PluginPath path) {
    PluginLoading loading = new PluginLoading(gatun, components, engines);
    path.modules().forEach(jar -> loading.attempt(jar, true, () -> loading.claim(jar)));
    path.named().forEach(place -> loading.read(place, true));
    path.standing().forEach(place -> loading.read(place, false));
    loading.validate();
    loading.components.lack(loading.failed.stream().map(FailedPlugin::file).toList());
    return new Outcome(
        loading.components,
        Engines.of(loading.engines()),
        List.copyOf(loading.loaded.keySet()),
        List.copyOf(loading.failed));
  }

  /// Tells the engines of a module, which the JVM has loaded with Gatun's own, from those.
  private void claim(Path jar) {
    Path real = PluginFiles.real(jar);
    seen.add(real);
    List<EngineProvider> own =
        enginesOfGatun.stream().filter(provider -> isFrom(real, provider)).toList();
    if (own.isEmpty()) {
      throw new PluginException(
          "%s: must be a jar whose module-info provides %s, given to --allow-native of the launcher"
              .formatted(jar, EngineProvider.class.getName()));
    }
    enginesOfGatun.removeAll(own);
    for (EngineProvider provider : own) {
      check(jar, provider, engines());
    }
    loaded.put(
        new LoadedPlugin(
            jar, JarReader.version(jar), LoadedPlugin.sha256(jar), List.of(), List.of(), own),
        true);
  }

  private static boolean isFrom(Path jar, EngineProvider provider) {
    Path origin = Path.of(Components.origin(provider.getClass()));
    return Files.exists(origin) && PluginFiles.real(origin).equals(jar);
  }

  private void read(Path place, boolean named) {
    attempt(
        place,
        named,
        () -> {
          for (Path file : PluginFiles.at(place, !named)) {
            attempt(file, named, () -> add(file, named));
          }
        });
  }

  private void add(Path file, boolean named) {
    if (!seen.add(PluginFiles.real(file))) {
      return;
    }
    LoadedPlugin plugin =
        PluginFiles.isSource(file) ? SourceReader.read(file, api) : JarReader.read(file, api);
    Components wider = components.with(plugin.components());
    plugin.components().forEach(type -> Services.checkComplete(file, type));
    List<EngineProvider> all = engines();
    for (EngineProvider provider : plugin.engines()) {
      check(file, provider, all);
      all.add(provider);
    }
    components = wider;
    loaded.put(plugin, named);
  }

  private List<EngineProvider> engines() {
    List<EngineProvider> all = new ArrayList<>(enginesOfGatun);
    loaded.keySet().forEach(plugin -> all.addAll(plugin.engines()));
    return all;
  }

  private static void check(Path file, EngineProvider provider, List<EngineProvider> others) {
    String id = provider.id();
    provider.preference(); // A mistake in it must be this plugin's alone.
    if (!ID.matcher(id).matches() || id.equals(Engines.AUTO)) {
      throw new PluginException(
          "%s: the id of an engine must be lower-case letters, digits and dashes, and not auto; got '%s'"
              .formatted(file, id));
    }
    for (EngineProvider other : others) {
      if (other.id().equals(id)) {
        throw new PluginException(
            "engine '%s' is offered twice: by %s and by %s; remove one of the two"
                .formatted(
                    id, Components.place(other.getClass()), Components.place(provider.getClass())));
      }
    }
  }

  /// Drops plugins whose components are not declared as they must be. Done when all are known,
  /// because a default may name a component of another.
  private void validate() {
    Components all = components;
    int before = failed.size();
    loaded.forEach(
        (plugin, named) -> attempt(plugin.file(), named, () -> all.validate(plugin.components())));
    if (failed.size() > before) {
      Set<Path> dropped = new HashSet<>();
      failed.forEach(each -> dropped.add(each.file()));
      loaded.keySet().removeIf(plugin -> dropped.contains(plugin.file()));
      components =
          ofGatun.with(
              loaded.keySet().stream().flatMap(plugin -> plugin.components().stream()).toList());
    }
  }

  private void attempt(Path file, boolean named, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | LinkageError e) {
      String message = PluginFailures.thrown(file, "its declaration", e).getMessage();
      failed.add(new FailedPlugin(file, named, String.valueOf(message)));
    }
  }
}

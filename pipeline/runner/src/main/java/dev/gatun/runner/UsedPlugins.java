package dev.gatun.runner;

import dev.gatun.runner.plugin.LoadedPlugin;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The plugins from outside that a run uses: recorded with it, and needed by whoever uses it again.
final class UsedPlugins {
  private UsedPlugins() {}

  /// {@return those that a definition's components or its engine are from, as trees}
  ///
  /// @param installation what was used
  /// @param definition of the run
  /// @param engine id of the engine that computed
  static List<SequencedMap<String, Object>> of(
      Installation installation, Definition definition, String engine) {
    Set<Class<?>> types = new HashSet<>();
    types.add(installation.engines().provider(engine).getClass());
    collect(definition, types);
    return installation.plugins().stream()
        .filter(plugin -> types.stream().anyMatch(plugin::has))
        .map(UsedPlugins::tree)
        .toList();
  }

  private static void collect(Object value, Set<Class<?>> types) {
    switch (value) {
      case Record record -> {
        types.add(record.getClass());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          collect(Locator.read(record, component), types);
        }
      }
      case List<?> list -> list.forEach(each -> collect(each, types));
      case Optional<?> optional -> optional.ifPresent(each -> collect(each, types));
      default -> {}
    }
  }

  private static SequencedMap<String, Object> tree(LoadedPlugin plugin) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", plugin.file().toAbsolutePath().toString());
    tree.put("version", plugin.version());
    tree.put("sha256", plugin.sha256());
    tree.put("libraries", Provenance.files(plugin.libraries()));
    return tree;
  }

  /// Checks that what a run was made with is here again.
  ///
  /// @param installation what is here
  /// @param folder of the run
  /// @throws RunException if a plugin is missing or is another than then
  static void check(Installation installation, RunFolder folder) {
    if (!Files.isRegularFile(folder.provenance())) {
      return;
    }
    try {
      Object plugins = Json.readObject(Files.readString(folder.provenance())).get("plugins");
      if (plugins instanceof List<?> list) {
        for (Object plugin : list) {
          if (plugin instanceof Map<?, ?> needed) {
            check(installation, folder.path(), needed);
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new RunException(
          ExitCode.DATA,
          folder.provenance().toString(),
          "%s: cannot be read: %s".formatted(folder.provenance(), e.getMessage()),
          e);
    }
  }

  private static void check(Installation installation, Path run, Map<?, ?> needed) {
    if (installation.plugins().stream()
        .anyMatch(plugin -> checksums(tree(plugin)).equals(checksums(needed)))) {
      return;
    }
    Path file = Path.of(String.valueOf(needed.get("file")));
    Optional<LoadedPlugin> other =
        installation.plugins().stream()
            .filter(plugin -> plugin.name().equals(String.valueOf(file.getFileName())))
            .findFirst();
    if (other.isPresent() && installation.takesChangedPlugins()) {
      return;
    }
    throw new RunException(
        ExitCode.PLUGIN,
        run.toString(),
        other
            .map(plugin ->
                "%s: needs plugin %s, got %s; name the former with --plugins, or take the latter with --changed-plugins"
                    .formatted(run, title(needed), title(tree(plugin))))
            .orElseGet(() ->
                "%s: needs plugin %s, which is not loaded; name it with --plugins"
                    .formatted(run, title(needed))),
        null);
  }

  /// {@return the checksums of a plugin and of its libraries}
  private static List<Object> checksums(Map<?, ?> plugin) {
    List<Object> all = new ArrayList<>();
    all.add(plugin.get("sha256"));
    if (plugin.get("libraries") instanceof List<?> libraries) {
      libraries.forEach(each -> all.add(((Map<?, ?>) each).get("sha256")));
    }
    return all;
  }

  private static String title(Map<?, ?> plugin) {
    String version = String.valueOf(plugin.get("version"));
    return "%s (%ssha256 %s)"
        .formatted(
            plugin.get("file"),
            version.isEmpty() ? "" : "version " + version + ", ",
            LoadedPlugin.shortened(String.valueOf(plugin.get("sha256"))));
  }
}

package dev.gatun.runner.plugin;

import dev.gatun.runner.definition.PluginException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where plugins from outside are looked for: jars, `.java` files, and folders of them.
///
/// @param named for this command alone: one that cannot be loaded is an error
/// @param standing for all commands: one that cannot be loaded is told, and matters where it is
///   needed
/// @param modules jars of engines that were loaded as modules when the JVM was started, because
///   they call native code
public record PluginPath(List<Path> named, List<Path> standing, List<Path> modules) {
  /// Nowhere.
  public static final PluginPath NONE = new PluginPath(List.of(), List.of());

  /// Copies the lists.
  public PluginPath {
    named = List.copyOf(named);
    standing = List.copyOf(standing);
    modules = List.copyOf(modules);
  }

  /// A path without modules.
  ///
  /// @param named for this command alone
  /// @param standing for all commands
  public PluginPath(List<Path> named, List<Path> standing) {
    this(named, standing, List.of());
  }

  /// {@return what is named, then what `GATUN_PLUGINS` lists, then `~/.gatun/plugins`}
  ///
  /// @param named for this command
  public static PluginPath ofProcess(List<Path> named) {
    return ofProcess(named, List.of());
  }

  /// {@return what is named, then what `GATUN_PLUGINS` lists, then `~/.gatun/plugins`}
  ///
  /// @param named for this command
  /// @param modules for this command, see [#modules]
  public static PluginPath ofProcess(List<Path> named, List<Path> modules) {
    Path home = Path.of(System.getProperty("user.home", ""), ".gatun", "plugins");
    return new PluginPath(named, standing(System.getenv("GATUN_PLUGINS"), home), modules);
  }

  /// {@return what a list names, then a folder if it is there}
  ///
  /// @param list paths with the system's separator between them; may be null
  /// @param home a folder that need not exist
  /// @throws PluginException if the list has something else than paths
  static List<Path> standing(@Nullable String list, Path home) {
    List<Path> standing = new ArrayList<>();
    for (String text : (list == null ? "" : list).split(File.pathSeparator)) {
      if (!text.isBlank()) {
        standing.add(path(text));
      }
    }
    if (Files.isDirectory(home)) {
      standing.add(home);
    }
    return standing;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new PluginException(
          "GATUN_PLUGINS: must be a list of paths, got '%s': %s".formatted(text, e.getReason()), e);
    }
  }

  /// {@return whether there is nowhere to look}
  public boolean isEmpty() {
    return named.isEmpty() && standing.isEmpty() && modules.isEmpty();
  }
}

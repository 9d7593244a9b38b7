package dev.gatun.runner.plugin;

import dev.gatun.engine.EngineProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A jar or `.java` file from outside that was loaded.
///
/// @param file the jar or the source
/// @param version `Implementation-Version` of the jar's manifest; empty where there is none
/// @param sha256 checksum of the file, in hexadecimal
/// @param libraries jars that it uses
/// @param components the records it offers
/// @param engines the engines it offers
public record LoadedPlugin(
    Path file,
    String version,
    String sha256,
    List<Path> libraries,
    List<Class<?>> components,
    List<EngineProvider> engines) {
  private static final int SHOWN = 12;

  /// Copies the lists.
  public LoadedPlugin {
    libraries = List.copyOf(libraries);
    components = List.copyOf(components);
    engines = List.copyOf(engines);
  }

  /// {@return the checksum of a plugin's file or library, in hexadecimal}
  ///
  /// @param file of a plugin
  /// @throws dev.gatun.runner.definition.PluginException if it cannot be read
  public static String sha256(Path file) {
    try {
      return Checksums.sha256(file);
    } catch (IOException e) {
      throw PluginFiles.unreadable(file, e);
    }
  }

  /// {@return the file's name, without its folder}
  public String name() {
    return String.valueOf(file.getFileName());
  }

  /// {@return so much of the checksum as tells files apart}
  public String shortSha256() {
    return shortened(sha256);
  }

  /// {@return so much of a checksum as tells files apart}
  ///
  /// @param sha256 in hexadecimal
  public static String shortened(String sha256) {
    return sha256.substring(0, Math.min(SHOWN, sha256.length()));
  }

  /// {@return whether a class is from this plugin}
  ///
  /// @param type a component, or the provider of an engine
  public boolean has(Class<?> type) {
    return components.contains(type)
        || engines.stream().anyMatch(provider -> provider.getClass() == type);
  }
}

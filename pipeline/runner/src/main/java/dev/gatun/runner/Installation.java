package dev.gatun.runner;

import dev.gatun.engine.Engines;
import dev.gatun.runner.definition.Components;
import java.nio.file.Path;
import java.util.List;

/// What is installed: components and engines.
///
/// @param components what definitions may name
/// @param engines what may compute
/// @param plugins jars of external plugins
public record Installation(Components components, Engines engines, List<Path> plugins) {
  /// Looks up what a class loader sees.
  ///
  /// @param loader sees plugins and engines
  /// @return what is installed
  public static Installation load(ClassLoader loader) {
    return new Installation(Components.load(loader), Engines.load(loader), List.of());
  }
}

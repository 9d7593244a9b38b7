package dev.gatun.runner;

import dev.gatun.engine.Engines;
import dev.gatun.runner.definition.Components;
import dev.gatun.runner.plugin.FailedPlugin;
import dev.gatun.runner.plugin.LoadedPlugin;
import dev.gatun.runner.plugin.PluginLoading;
import dev.gatun.runner.plugin.PluginPath;
import java.util.List;

/// What is installed: components and engines.
///
/// @param components what definitions may name
/// @param engines what may compute
/// @param plugins from outside, whose components and engines are among these
/// @param failed plugins from outside that could not be loaded
/// @param takesChangedPlugins whether a run may be used again with plugins that differ from those
///   it was made with
public record Installation(
    Components components,
    Engines engines,
    List<LoadedPlugin> plugins,
    List<FailedPlugin> failed,
    boolean takesChangedPlugins) {
  /// An installation with nothing from outside.
  ///
  /// @param components what definitions may name
  /// @param engines what may compute
  public Installation(Components components, Engines engines) {
    this(components, engines, List.of(), List.of(), false);
  }

  /// Looks up what a class loader sees.
  ///
  /// @param loader sees plugins and engines
  /// @return what is installed
  public static Installation load(ClassLoader loader) {
    return load(loader, PluginPath.NONE);
  }

  /// Looks up what a class loader sees and what is outside.
  ///
  /// @param loader sees the plugins and engines that come with Gatun
  /// @param path where others are
  /// @return what is installed; what of the path could not be loaded is told by [#failed]
  public static Installation load(ClassLoader loader, PluginPath path) {
    Components components = Components.load(loader);
    Engines engines = Engines.load(loader);
    if (path.isEmpty()) {
      return new Installation(components, engines);
    }
    PluginLoading.Outcome outcome = PluginLoading.load(loader, components, engines, path);
    return new Installation(
        outcome.components(), outcome.engines(), outcome.plugins(), outcome.failed(), false);
  }

  /// {@return the same, for using runs again with plugins that differ from those they were made
  /// with}
  public Installation takingChangedPlugins() {
    return new Installation(components, engines, plugins, failed, true);
  }
}

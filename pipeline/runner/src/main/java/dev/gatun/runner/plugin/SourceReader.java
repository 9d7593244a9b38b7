package dev.gatun.runner.plugin;

import dev.gatun.api.Component;
import dev.gatun.engine.EngineProvider;
import dev.gatun.runner.definition.PluginException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compiles a `.java` file and reads what it offers: its records with [Component], and its classes
/// that provide engines.
final class SourceReader {
  private SourceReader() {}

  /// {@return what a source offers}
  ///
  /// @param source a file
  /// @param api shows what it may use
  /// @throws PluginException if it does not compile, or offers nothing
  /// @throws LinkageError if its classes do not fit
  static LoadedPlugin read(Path source, ApiView api) {
    if (ModuleLayer.boot().findModule("jdk.compiler").isEmpty()) {
      throw new PluginException(
          "%s: needs a JDK, which has a compiler, got a runtime without one (%s); run Gatun with a JDK, or build a jar"
              .formatted(source, System.getProperty("java.home")));
    }
    Map<String, byte[]> compiled = new SourceCompiler(source).compile();
    Services services = new Services(source, new PluginLoader(source, compiled, List.of(), api));
    List<Class<?>> components = new ArrayList<>();
    List<EngineProvider> engines = new ArrayList<>();
    for (String name : compiled.keySet()) {
      Class<?> type;
      try {
        type = Class.forName(name, false, services.loader());
      } catch (ClassNotFoundException e) {
        throw new AssertionError("it was just compiled: " + name, e);
      }
      if (type.isAnnotationPresent(Component.class)) {
        components.add(type);
      } else if (EngineProvider.class.isAssignableFrom(type)
          && !Modifier.isAbstract(type.getModifiers())) {
        engines.add(services.<EngineProvider>make(type.asSubclass(EngineProvider.class)));
      }
    }
    if (components.isEmpty() && engines.isEmpty()) {
      throw new PluginException(
          "%s: must have a record with @Component, or a class that implements %s; got neither"
              .formatted(source, EngineProvider.class.getName()));
    }
    return new LoadedPlugin(
        source, "", LoadedPlugin.sha256(source), List.of(), components, engines);
  }
}

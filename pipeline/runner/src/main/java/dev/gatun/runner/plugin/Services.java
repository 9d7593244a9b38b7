package dev.gatun.runner.plugin;

import dev.gatun.api.Plugin;
import dev.gatun.runner.definition.PluginException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Makes the objects through which a plugin offers what it has.
///
/// @param file of the plugin
/// @param loader of its classes
record Services(Path file, ClassLoader loader) {
  /// {@return a new object of a class that a service's file names}
  ///
  /// @param <S> the service
  /// @param name of the class
  /// @param service it must implement
  /// @throws PluginException if there is no such class, or it cannot be made
  <S> S make(String name, Class<S> service) {
    Class<?> type;
    try {
      type = Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new PluginException(
          "%s: META-INF/services/%s must name a class in the jar, got %s; correct the name"
              .formatted(file, service.getName(), name),
          e);
    }
    if (!service.isAssignableFrom(type)) {
      throw new PluginException(
          "%s: %s must implement %s, which META-INF/services/%s says of it"
              .formatted(file, name, service.getName(), service.getName()));
    }
    return make(type.asSubclass(service));
  }

  /// {@return a new object}
  ///
  /// @param <S> the service
  /// @param type a class that implements it
  /// @throws PluginException if it cannot be made
  <S> S make(Class<? extends S> type) {
    checkComplete(file, type);
    try {
      Constructor<? extends S> constructor = type.getConstructor();
      return constructor.newInstance();
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new PluginException(
          "%s: %s must be a public class with a public constructor without arguments"
              .formatted(file, type.getName()),
          e);
    } catch (InvocationTargetException e) {
      throw PluginFailures.thrown(
          file,
          "the constructor of " + type.getName(),
          Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  /// {@return the classes that a plugin names}
  ///
  /// @param plugin made by this
  /// @throws PluginException if it throws
  List<? extends Class<?>> components(Plugin plugin) {
    String method = plugin.getClass().getName() + ".components()";
    List<? extends Class<?>> types;
    try {
      types = plugin.components();
    } catch (RuntimeException | LinkageError e) {
      throw PluginFailures.thrown(file, method, e);
    }
    if (types == null || types.stream().anyMatch(Objects::isNull)) {
      throw new PluginException(
          "%s: %s must list records, got null; leave it out".formatted(file, method));
    }
    return types;
  }

  /// Checks that a class has every method its interfaces ask for: one built against another version
  /// of them may not.
  ///
  /// @param file of the plugin
  /// @param type a class that is no interface
  /// @throws PluginException if a method is missing
  static void checkComplete(Path file, Class<?> type) {
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !Modifier.isAbstract(type.getModifiers())) {
        throw new PluginException(
            "%s: %s must implement %s.%s, which this version of Gatun asks for; build it against this version"
                .formatted(
                    file, type.getName(), method.getDeclaringClass().getName(), method.getName()));
      }
    }
  }
}

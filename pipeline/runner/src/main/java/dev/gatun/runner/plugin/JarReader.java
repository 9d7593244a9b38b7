package dev.gatun.runner.plugin;

import dev.gatun.api.Plugin;
import dev.gatun.engine.EngineProvider;
import dev.gatun.runner.definition.PluginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads what a jar offers: the services that its own files name.
final class JarReader {
  private static final String SERVICES = "META-INF/services/";

  private JarReader() {}

  /// {@return what a jar offers}
  ///
  /// @param jar of the plugin
  /// @param api shows what its classes may use
  /// @throws PluginException if it is no plugin for this version of Gatun
  /// @throws LinkageError if its classes do not fit
  static LoadedPlugin read(Path jar, ApiView api) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Attributes attributes = attributes(file);
      ApiVersion.check(jar, attributes.getValue(ApiVersion.ATTRIBUTE));
      Set<Path> libraries = new LinkedHashSet<>(PluginFiles.libraries(jar));
      libraries.addAll(classPath(jar, attributes.getValue(Attributes.Name.CLASS_PATH)));
      Services services =
          new Services(jar, new PluginLoader(jar, Map.of(), List.copyOf(libraries), api));
      List<Class<?>> components = new ArrayList<>();
      List<String> plugins = names(file, Plugin.class);
      for (String name : plugins) {
        components.addAll(services.components(services.make(name, Plugin.class)));
      }
      List<EngineProvider> engines = new ArrayList<>();
      for (String name : names(file, EngineProvider.class)) {
        engines.add(services.make(name, EngineProvider.class));
      }
      if (plugins.isEmpty() && engines.isEmpty()) {
        throw new PluginException(
            "%s: must name a class in %s or %s, got neither; add the file, or, if it is %s"
                .formatted(
                    jar,
                    SERVICES + Plugin.class.getName(),
                    SERVICES + EngineProvider.class.getName(),
                    file.getEntry("module-info.class") == null
                        ? "a library of a plugin NAME.jar, put it into the folder NAME.lib"
                        : "the module of an engine, name it with --allow-native"));
      }
      return new LoadedPlugin(
          jar,
          version(attributes),
          LoadedPlugin.sha256(jar),
          List.copyOf(libraries),
          components,
          engines);
    } catch (ZipException e) {
      throw new PluginException(
          "%s: must be a jar, got a file that is no zip archive; build it again".formatted(jar), e);
    } catch (IOException e) {
      throw PluginFiles.unreadable(jar, e);
    }
  }

  /// {@return the version of a jar; empty where it says none}
  ///
  /// @param jar of a plugin
  /// @throws PluginException if it cannot be read
  static String version(Path jar) {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return version(attributes(file));
    } catch (IOException e) {
      throw PluginFiles.unreadable(jar, e);
    }
  }

  private static String version(Attributes attributes) {
    String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return version == null ? "" : version;
  }

  private static Attributes attributes(JarFile jar) throws IOException {
    Manifest manifest = jar.getManifest();
    return manifest == null ? new Attributes() : manifest.getMainAttributes();
  }

  /// {@return the jars that a manifest names, as far as they are there; the JDK loads from them}
  private static List<Path> classPath(Path jar, @Nullable String classPath) {
    List<Path> libraries = new ArrayList<>();
    for (String entry : (classPath == null ? "" : classPath).split(" ")) {
      Path library = entry.isBlank() ? jar : Path.of(jar.toUri().resolve(entry));
      if (!library.equals(jar) && Files.isRegularFile(library)) {
        libraries.add(library);
      }
    }
    return libraries;
  }

  /// {@return the names in a service's file; none where there is no file}
  private static List<String> names(JarFile jar, Class<?> service) throws IOException {
    ZipEntry entry = jar.getEntry(SERVICES + service.getName());
    if (entry == null) {
      return List.of();
    }
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .distinct()
        .toList();
  }
}

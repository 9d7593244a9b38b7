package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Plugin;
import dev.gatun.engine.Engine;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Builds the jar of a plugin from sources, right or wrong.
final class JarBuilder {
  /// The beginning of every source.
  static final String IMPORTS =
      """
      package acme;
      import dev.gatun.api.*;
      import dev.gatun.api.data.*;
      import dev.gatun.api.graph.*;
      import dev.gatun.engine.*;
      import java.util.*;
      """;

  private final Path folder;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final List<String> phantoms = new ArrayList<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<Path> classPath = new ArrayList<>();
  private final Manifest manifest = new Manifest();

  JarBuilder(Path folder) {
    this.folder = folder;
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /// {@return a plugin that offers one loss of a name, whose class has a body of its own}
  ///
  /// @param options between the parentheses of the record
  /// @param body of the record, after the methods a loss must have
  static JarBuilder loss(Path folder, String name, String options, String body) {
    return new JarBuilder(folder)
        .source("Acme", lossSource(name, "Acme", options, body))
        .plugin("Acme.class");
  }

  /// {@return the source of a record that is a loss}
  static String lossSource(String name, String type, String options, String body) {
    return IMPORTS
        + """
        @Component(name = "%s", summary = "a loss")
        public record %s(%s) implements Loss {
          public Value of(Value scores, Target target) {
            return scores.logSoftmax().times(target.oneHot()).sumRows().negate();
          }
          public Value predict(Value scores) { return scores.softmax(); }
          %s
        }
        """
            .formatted(name, type, options, body);
  }

  /// Adds a class of package `acme`.
  ///
  /// @param text all of it, beginning with [#IMPORTS]
  JarBuilder source(String name, String text) {
    sources.put("acme." + name, text);
    return this;
  }

  /// Adds a class of any package.
  JarBuilder foreign(String name, String text) {
    sources.put(name, text);
    return this;
  }

  /// Adds a class of any package that is compiled but left out of the jar, as what was there when
  /// the plugin was built.
  JarBuilder phantom(String name, String text) {
    phantoms.add(name.replace('.', '/'));
    return foreign(name, text);
  }

  /// Adds `acme.All`, the plugin that names the components.
  ///
  /// @param classes with commas
  JarBuilder plugin(String classes) {
    return plugin(classes, "");
  }

  /// Adds `acme.All`, the plugin that names the components.
  ///
  /// @param classes with commas
  /// @param body of the class
  @SuppressWarnings("InlineFormatString")
  JarBuilder plugin(String classes, String body) {
    return source(
            "All",
            IMPORTS
                + """
                public final class All implements Plugin {
                  public List<Class<? extends Record>> components() { return List.of(%s); }
                  %s
                }
                """
                    .formatted(classes, body))
        .service(Plugin.class, "acme.All");
  }

  /// Adds the file of a service.
  JarBuilder service(Class<?> service, String... names) {
    return file("META-INF/services/" + service.getName(), String.join("\n", names) + "\n");
  }

  /// Adds a file.
  JarBuilder file(String path, String text) {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Adds a file.
  JarBuilder file(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  /// Adds an attribute to the manifest.
  JarBuilder attribute(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /// Adds a jar to compile against.
  JarBuilder against(Path jar) {
    classPath.add(jar);
    return this;
  }

  /// {@return the jar}
  Path build(String name) {
    try {
      Path classes = Files.createTempDirectory(folder, "classes");
      compile(classes);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path target = classes.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, file.getValue());
      }
      return pack(classes, folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(Path classes) throws IOException {
    Path written = Files.createTempDirectory(folder, "sources");
    List<Path> units = new ArrayList<>();
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path unit = written.resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(unit.getParent());
      units.add(Files.writeString(unit, source.getValue()));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> path = new ArrayList<>(classPath);
      path.add(location(Plugin.class));
      path.add(location(Engine.class));
      manager.setLocationFromPaths(StandardLocation.CLASS_PATH, path);
      manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      StringWriter messages = new StringWriter();
      boolean done =
          units.isEmpty()
              || compiler
                  .getTask(
                      messages,
                      manager,
                      null,
                      List.of("-proc:none", "-nowarn", "-g"),
                      null,
                      manager.getJavaFileObjectsFromPaths(units))
                  .call();
      assertThat(done).as(messages.toString()).isTrue();
    }
    for (String phantom : phantoms) {
      Files.delete(classes.resolve(phantom + ".class"));
    }
  }

  private static Path location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private Path pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    return jar;
  }
}

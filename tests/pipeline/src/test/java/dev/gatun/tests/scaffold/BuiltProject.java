package dev.gatun.tests.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Plugin;
import dev.gatun.cli.scaffold.PluginProject;
import dev.gatun.engine.Engine;
import dev.gatun.kit.Probe;
import dev.gatun.tests.contract.ComponentContract;
import dev.gatun.tests.engines.EngineContract;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/// A project that is written and built as Maven would, but in this process.
///
/// @param folder of the project
/// @param jar of what is in `src/main`
/// @param tests classes of what is in `src/test`
record BuiltProject(Path folder, Path jar, Path tests) {
  /// {@return a project, written and built}
  ///
  /// @param project to write
  /// @param parent of its folder
  static BuiltProject of(PluginProject project, Path parent) throws IOException {
    Path folder = parent.resolve(project.name());
    for (Map.Entry<String, String> file : project.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path classes = folder.resolve("target/classes");
    compile(folder.resolve("src/main/java"), classes, api());
    Path jar = folder.resolve("target/" + project.name() + "-0.1.0.jar");
    pack(List.of(classes, folder.resolve("src/main/resources")), jar);
    Path tests = folder.resolve("target/test-classes");
    List<Path> all = new ArrayList<>(api());
    all.addAll(List.of(classes, of(Probe.class), of(Test.class), of(API.class)));
    all.addAll(List.of(of(ComponentContract.class), of(EngineContract.class)));
    compile(folder.resolve("src/test/java"), tests, all);
    return new BuiltProject(folder, jar, tests);
  }

  /// What the project's pom declares for `src/main`.
  private static List<Path> api() {
    return List.of(of(Plugin.class), of(Engine.class));
  }

  /// {@return the jar or folder that a class is from}
  private static Path of(Class<?> type) {
    try {
      URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(location);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static void compile(Path sources, Path classes, List<Path> path) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    String classPath =
        path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        List.of(
            "-proc:none",
            "-parameters",
            "-Xlint:all,-classfile",
            "-Xdoclint:all,-missing",
            "-classpath",
            classPath,
            "-d",
            classes.toString());
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                options,
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromPaths(files(sources)))
            .call();
    assertThat(compiled).as(messages.toString()).isTrue();
    assertThat(messages.toString()).isEmpty();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void pack(List<Path> folders, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Gatun-Api-Version", Plugin.API_VERSION);
    try (OutputStream stream = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(stream, manifest)) {
      for (Path folder : folders) {
        for (Path file : files(folder)) {
          entries.putNextEntry(
              new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
          Files.copy(file, entries);
        }
      }
    }
  }
}

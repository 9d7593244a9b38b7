package dev.gatun.cli.scaffold;

import dev.gatun.api.Plugin;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Engines;
import dev.gatun.kit.Probe;
import dev.gatun.runner.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Maven needs of a part of Gatun, as `mvn install` would give it.
///
/// @param id of the artifact, in the group `dev.gatun`
/// @param files contents by the ending of the name: `.pom` and, but for a parent, `.jar`
record Artifact(String id, Map<String, byte[]> files) {
  private static final Pattern POM =
      Pattern.compile("META-INF/maven/dev\\.gatun/([^/]+)/pom\\.xml");

  /// {@return what plugins are compiled against and tested with; there must be jars}
  static List<Artifact> all() {
    List<Artifact> all =
        new ArrayList<>(
            List.of(
                parent("gatun", "pom.xml"),
                parent("gatun-pipeline", "pipeline/pom.xml"),
                parent("gatun-plugins", "plugins/pom.xml"),
                parent("gatun-tests", "tests/pom.xml")));
    ClassLoader loader = Artifact.class.getClassLoader();
    Stream<? extends Class<?>> builtIn =
        ServiceLoader.load(Plugin.class, loader).stream().map(ServiceLoader.Provider::type);
    Stream<? extends Class<?>> others =
        Stream.of(
            Engine.class,
            Engines.load(loader).provider("java").getClass(),
            Plugin.class,
            Probe.class,
            Installation.class,
            named("dev.gatun.tests.contract.ComponentContract", loader),
            named("dev.gatun.tests.engines.EngineContract", loader));
    Stream.concat(others, builtIn).forEach(inside -> all.add(of(jar(inside).orElseThrow())));
    return all;
  }

  /// {@return the jar that a class is from; empty where it is from a folder}
  static Optional<Path> jar(Class<?> inside) {
    CodeSource source = inside.getProtectionDomain().getCodeSource();
    try {
      return Optional.ofNullable(source == null ? null : Path.of(source.getLocation().toURI()))
          .filter(Files::isRegularFile);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// Looks at a class without running any of it: JUnit, which it needs, is not here.
  private static Class<?> named(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Artifact parent(String id, String pom) {
    try (InputStream stream = Artifact.class.getResourceAsStream("parents/" + pom)) {
      return new Artifact(id, Map.of(".pom", Objects.requireNonNull(stream).readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Artifact of(Path file) {
    try (JarFile jar = new JarFile(file.toFile())) {
      Matcher pom =
          jar.stream()
              .map(entry -> POM.matcher(entry.getName()))
              .filter(Matcher::matches)
              .findFirst()
              .orElseThrow();
      Map<String, byte[]> files = new LinkedHashMap<>();
      try (InputStream stream = jar.getInputStream(jar.getEntry(pom.group()))) {
        files.put(".pom", stream.readAllBytes());
      }
      files.put(".jar", Files.readAllBytes(file));
      return new Artifact(pom.group(1), files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

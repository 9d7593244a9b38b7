package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Range;
import dev.gatun.runner.Installation;
import dev.gatun.runner.plugin.LoadedPlugin;
import dev.gatun.runner.plugin.PluginPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A plugin sees the JDK, the API and what it brings along, and nothing else.
final class PluginIsolationTest {
  private static final String PROBE =
      "public static Object probe() throws Exception { return %s; }";

  @TempDir private Path folder;

  /// {@return what an expression is inside a plugin}
  private Object inside(JarBuilder jar, String name) throws ReflectiveOperationException {
    return probe(load(jar.build(name)).getFirst());
  }

  private Object inside(String expression) throws ReflectiveOperationException {
    return inside(JarBuilder.loss(folder, "acme", "", PROBE.formatted(expression)), "a.jar");
  }

  private static List<LoadedPlugin> load(Path... jars) {
    Installation installation =
        Installation.load(
            PluginIsolationTest.class.getClassLoader(), new PluginPath(List.of(jars), List.of()));
    assertThat(installation.failed()).isEmpty();
    return installation.plugins();
  }

  private static Object probe(LoadedPlugin plugin) throws ReflectiveOperationException {
    return plugin.components().getFirst().getMethod("probe").invoke(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.gatun.runner.Run",
        "dev.gatun.cli.Main",
        "dev.gatun.kit.GradientCheck",
        "dev.gatun.plugins.loss.CrossEntropy",
        "dev.gatun.engine.java.JavaEngineProvider",
        "dev.gatun.engine.openblas.OpenBlasEngineProvider",
        "dev.gatun.ffi.BlasLibrary",
        "picocli.CommandLine",
        "org.snakeyaml.engine.v2.api.Load",
        "tools.jackson.core.JsonParser",
        "io.micronaut.context.BeanContext",
        "org.jspecify.annotations.Nullable",
        "org.junit.jupiter.api.Test",
        "dev.gatun.tests.cli.PluginIsolationTest"
      })
  void whatIsNotItsBusinessIsHidden(String name) throws ReflectiveOperationException {
    assertThat(Class.forName(name)).isNotNull();
    String resource = name.replace('.', '/') + ".class";
    assertThat(
            inside(
                """
                ((java.util.function.Supplier<Object>) () -> {
                  try {
                    return Class.forName("%s");
                  } catch (ClassNotFoundException e) {
                    return Acme.class.getResource("/%s") + " "
                        + Acme.class.getClassLoader().getParent().getResource("%s");
                  }
                }).get()\
                """
                    .formatted(name, resource, resource)))
        .isEqualTo("null null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.util.List",
        "java.sql.Connection",
        "javax.tools.ToolProvider",
        "com.sun.source.tree.Tree",
        "dev.gatun.api.Loss",
        "dev.gatun.api.data.Dataset",
        "dev.gatun.api.graph.Value",
        "dev.gatun.api.profile.Profile",
        "dev.gatun.engine.Engine"
      })
  void theJdkAndTheApiAreSeenAsTheyAre(String name) throws ReflectiveOperationException {
    assertThat(inside("Class.forName(\"%s\")".formatted(name))).isSameAs(Class.forName(name));
  }

  @Test
  void servicesOfOthersAreHidden() throws ReflectiveOperationException {
    assertThat(
            inside(
                "ServiceLoader.load(EngineProvider.class, Acme.class.getClassLoader()).findFirst()"))
        .hasToString("Optional.empty");
    assertThat(
            inside(
                "ServiceLoader.load(Plugin.class, Acme.class.getClassLoader()).stream().map(p -> p.type().getName()).toList()"))
        .isEqualTo(List.of("acme.All"));
    assertThat(
            inside(
                "Collections.list(Acme.class.getClassLoader().getResources(\"META-INF/services/dev.gatun.api.Plugin\")).size()"))
        .isEqualTo(1);
    assertThat(inside("Acme.class.getResource(\"/dev/gatun/runner/definitions/digits.yaml\")"))
        .isNull();
    assertThat(inside("Acme.class.getResource(\"/dev/gatun/api/Loss.class\")")).isNotNull();
  }

  @Test
  void aClassOfOneOfOurNamesIsItsOwn() throws ReflectiveOperationException {
    String name = "org.snakeyaml.engine.v2.api.Load";
    JarBuilder jar =
        JarBuilder.loss(folder, "acme", "", PROBE.formatted("new " + name + "().version()"))
            .foreign(
                name,
                "package org.snakeyaml.engine.v2.api; public class Load { public String version() { return \"acme\"; } }");
    assertThat(inside(jar, "a.jar")).isEqualTo("acme");
    assertThat(
            Command.gatun("show", "digits", "--plugins", folder.resolve("a.jar").toString()).code())
        .isZero();
  }

  @Test
  void aComponentMayHaveTheClassNameOfOneOfOurs() {
    Path jar =
        new JarBuilder(folder)
            .foreign(
                "dev.gatun.plugins.loss.CrossEntropy",
                JarBuilder.lossSource("acme", "CrossEntropy", "", "")
                    .replace("package acme", "package dev.gatun.plugins.loss"))
            .plugin("dev.gatun.plugins.loss.CrossEntropy.class")
            .build("a.jar");
    Command described = Command.gatun("describe", "acme", "--plugins", jar.toString());
    assertThat(described.out()).contains("from     " + jar);
    assertThat(Command.gatun("describe", "cross-entropy", "--plugins", jar.toString()).out())
        .doesNotContain(jar.toString());
  }

  @Test
  void aCopyOfTheApiIsNotUsed() throws ReflectiveOperationException {
    JarBuilder jar =
        JarBuilder.loss(folder, "acme", "", PROBE.formatted("Range.class"))
            .foreign(
                "dev.gatun.api.Range",
                "package dev.gatun.api; public record Range(double from, double to) {}");
    assertThat(inside(jar, "a.jar")).isSameAs(Range.class);
  }

  private Path library(String version) {
    return new JarBuilder(folder)
        .source(
            "Library",
            "package acme; public class Library { public static String version() { return \"%s\"; } }"
                .formatted(version))
        .build("library-" + version + ".jar");
  }

  @Test
  void twoPluginsMayHaveTwoVersionsOfOneLibrary() throws Exception {
    Path one = library("1");
    Path two = library("2");
    Path beside =
        JarBuilder.loss(folder, "beside", "", PROBE.formatted("Library.version()"))
            .against(one)
            .build("beside.jar");
    Files.createDirectory(folder.resolve("beside.lib"));
    Files.move(one, folder.resolve("beside.lib/library.jar"));
    Path named =
        JarBuilder.loss(folder, "named", "", PROBE.formatted("Library.version()"))
            .against(two)
            .attribute("Class-Path", "lib/library.jar lib/none.jar")
            .build("named.jar");
    Files.createDirectory(folder.resolve("lib"));
    Files.move(two, folder.resolve("lib/library.jar"));

    List<LoadedPlugin> plugins = load(beside, named);

    assertThat(probe(plugins.getFirst())).isEqualTo("1");
    assertThat(probe(plugins.getLast())).isEqualTo("2");
    assertThat(plugins.getFirst().libraries())
        .containsExactly(folder.resolve("beside.lib/library.jar"));
    assertThat(plugins.getLast().libraries()).containsExactly(folder.resolve("lib/library.jar"));
  }

  @Test
  void aSourceReadsWithItsOwnContextClassLoader() throws IOException {
    Path source =
        Files.writeString(
            folder.resolve("Nothing.java"),
            JarBuilder.IMPORTS
                + """
                @Component(name = "nothing", summary = "a source")
                public record Nothing() implements Source {
                  public Dataset read(Reading reading) {
                    throw new DataException(Thread.currentThread().getContextClassLoader().getName());
                  }
                }
                """);
    Command command =
        Command.gatun(
            "check",
            "digits",
            "--quiet",
            "--plugins",
            source.toString(),
            "--set",
            "collect.source=nothing");
    assertThat(command)
        .isEqualTo(
            new Command(3, "", "gatun: plugin Nothing.java (--set collect.source=nothing)\n"));
  }
}

package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.quickRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins from outside at work: named, run, recorded, and asked for again.
final class PluginRunTest {
  @TempDir private Path folder;
  private Path run;
  private Path source;

  @BeforeEach
  void writeSource() throws IOException {
    run = folder.resolve("run");
    source = folder.resolve("scaled.java");
    Files.writeString(
        source,
        """
        import dev.gatun.api.*;
        import dev.gatun.api.graph.*;

        @Component(name = "scaled", summary = "cross-entropy, scaled")
        public record Scaled(@Option("factor") @Default("1") @Above(0) double by) implements Loss {
          @Override
          public Value of(Value scores, Target target) {
            return scores.logSoftmax().times(target.oneHot()).sumRows().times(-by);
          }

          @Override
          public Value predict(Value scores) {
            return scores.softmax();
          }
        }
        """);
  }

  private Command runScaled(String... words) {
    return quickRun(
        run,
        java.util.stream.Stream.concat(
                List.of("--plugins", source.toString(), "--set", "loss=scaled", "--json").stream(),
                List.of(words).stream())
            .toArray(String[]::new));
  }

  private static Map<String, @Nullable Object> provenance(Path run) throws IOException {
    return Json.readObject(Files.readString(run.resolve("provenance.json")));
  }

  @Test
  void aLossInASourceTrainsLikeTheOneItEquals() throws IOException {
    Map<String, @Nullable Object> scaled = runScaled().done();
    Map<String, @Nullable Object> own = quickRun(folder.resolve("own"), "--json").done();

    assertThat(Command.number(scaled, "test", "loss"))
        .isCloseTo(
            Command.number(own, "test", "loss"),
            org.assertj.core.data.Percentage.withPercentage(0.01));
    assertThat(provenance(run).get("plugins"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("file", source.toString())
        .containsEntry("version", "")
        .hasEntrySatisfying("sha256", sum -> assertThat(sum.toString()).matches("[0-9a-f]{64}"));
    assertThat(Files.readString(run.resolve("pipeline.yaml"))).contains("type: scaled");
  }

  @Test
  void onlyWhatIsUsedIsRecorded() throws IOException {
    quickRun(run, "--plugins", source.toString(), "--json").done();
    assertThat(provenance(run).get("plugins")).isEqualTo(List.of());
    gatun("evaluate", run.toString(), "--json").done();
  }

  @Test
  void aRunIsUsedAgainWithItsPluginsOnly() throws IOException {
    runScaled().done();
    String then = String.valueOf(sha256(source));

    assertThat(gatun("evaluate", run.toString()))
        .isEqualTo(
            new Command(
                4,
                "",
                "gatun: %s: needs plugin %s (sha256 %s), which is not loaded; name it with --plugins\n"
                    .formatted(run, source, then)));

    Path moved = Files.copy(source, folder.resolve("moved.java"));
    gatun("evaluate", run.toString(), "--json", "--plugins", moved.toString()).done();

    Files.writeString(source, Files.readString(source).replace("-by", "-by * 2"));
    assertThat(gatun("evaluate", run.toString(), "--plugins", source.toString()))
        .isEqualTo(
            new Command(
                4,
                "",
                "gatun: %s: needs plugin %s (sha256 %s), got %s (sha256 %s); name the former with --plugins, or take the latter with --changed-plugins\n"
                    .formatted(run, source, then, source, sha256(source))));
    gatun("evaluate", run.toString(), "--json", "--plugins", source.toString(), "--changed-plugins")
        .done();
  }

  /// {@return so much of a checksum as messages show}
  private String sha256(Path plugin) {
    return gatun("plugins", "--plugins", plugin.toString())
        .out()
        .lines()
        .filter(line -> line.startsWith(plugin.toString()))
        .map(line -> line.split(" +")[2])
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEngineInAJarComputesTheSame() throws IOException {
    Path jar =
        TracedEngine.jar(folder, "counted")
            .attribute("Implementation-Version", "1.2")
            .build("counted.jar");

    Map<String, @Nullable Object> traced =
        quickRun(run, "--plugins", jar.toString(), "--engine", "counted", "--json").done();
    Map<String, @Nullable Object> own = quickRun(folder.resolve("own"), "--json").done();

    assertThat(traced.get("test")).isEqualTo(own.get("test"));
    assertThat(traced).containsEntry("engine", "counted");
    assertThat(provenance(run).get("plugins"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("file", jar.toString())
        .containsEntry("version", "1.2");
    assertThat(gatun("engines", "--plugins", jar.toString()).out())
        .contains("counted  available")
        .containsPattern("from +" + jar)
        .containsPattern("provides +gemm\n");
    assertThat(gatun("engines", "--engine", "lazy", "--plugins", lazy().toString()).out())
        .containsPattern("provides +nothing itself: all \\d+ operations are its fallback's\n");
    assertThat(gatun("engines", "--plugins", jar.toString(), "--json").json().get("engines"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .anySatisfy(engine ->
            assertThat(engine)
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("id", "counted")
                .containsEntry("available", true)
                .containsEntry("origin", jar.toString()));
  }

  /// {@return an engine without an operation of its own}
  private Path lazy() throws IOException {
    String source = TracedEngine.source("lazy");
    int own = source.indexOf("public void gemm");
    return Files.writeString(folder.resolve("Lazy.java"), source.substring(0, own) + "}; } }\n");
  }

  @Test
  void anEngineThatCannotSayWhetherItCanRunIsUnavailable() throws IOException {
    Path engine =
        Files.writeString(
            folder.resolve("Traced.java"),
            TracedEngine.source("counted")
                .replace(
                    "return new Availability.Available(\"counting\")",
                    "throw new IllegalStateException(\"no licence\")"));
    Command listed = gatun("engines", "--engine", "counted", "--plugins", engine.toString());
    assertThat(listed.code()).isZero();
    assertThat(listed.out())
        .contains("counted  unavailable")
        .contains(
            "Traced.java: acme.Traced.availability (Traced.java:12) must not throw, got java.lang.IllegalStateException: no licence");
  }

  @Test
  void inAFolderOneThatFailsKeepsNobodyOut() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    JarBuilder.loss(plugins, "good", "", "")
        .attribute("Implementation-Version", "2.0")
        .build("good.jar");
    Files.writeString(plugins.resolve("bad.jar"), "no zip");
    String sentence =
        plugins.resolve("bad.jar")
            + ": must be a jar, got a file that is no zip archive; build it again";

    Command listed = gatun("plugins", "--plugins", plugins.toString());
    assertThat(listed.code()).isEqualTo(4);
    assertThat(listed.err()).isEqualTo("gatun: " + sentence + "\n");
    assertThat(listed.out())
        .containsPattern("from outside +version +sha256 +offers")
        .containsPattern(plugins.resolve("good.jar") + " +2\\.0 +[0-9a-f]{12} +loss good\n");

    Command json = gatun("plugins", "--plugins", plugins.toString(), "--json");
    assertThat(json.code()).isEqualTo(4);
    assertThat(json.err()).isEmpty();
    assertThat(json.json().get("failed"))
        .isEqualTo(
            List.of(Map.of("file", plugins.resolve("bad.jar").toString(), "message", sentence)));
    assertThat(json.json().get("plugins"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("version", "2.0")
        .containsEntry("offers", List.of("loss good"));

    assertThat(gatun("describe", "good", "--plugins", plugins.toString()))
        .isEqualTo(new Command(4, "", "gatun: " + sentence + "\n"));
  }

  @Test
  void whatStandsInTheHomeFolderMattersWhereItIsNeeded() throws IOException {
    Path plugins = Files.createDirectories(folder.resolve(".gatun/plugins"));
    JarBuilder.loss(plugins, "good", "", "").build("good.jar");
    Path bad = Files.writeString(plugins.resolve("bad.jar"), "no zip");
    String told =
        "gatun: %s: must be a jar, got a file that is no zip archive; build it again\n"
            .formatted(bad);
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
    try {
      Command described = gatun("describe", "good");
      assertThat(described.code()).isZero();
      assertThat(described.out()).startsWith("loss good: a loss\n");
      assertThat(described.err()).isEqualTo(told);
      String missed =
          "gatun: --set loss=bad: no loss 'bad'; 'gatun describe loss' lists them; it may be in %s, which could not be loaded: see 'gatun plugins'\n"
              .formatted(bad);
      String[] needed = {"show", "digits", "--set", "loss=bad"};
      assertThat(gatun(needed).err()).isEqualTo(told + missed);

      assertThat(gatun("check", "xor", "--quiet")).isEqualTo(new Command(0, "", ""));
      String[] quietly = {"show", "digits", "--set", "loss=bad", "--quiet"};
      assertThat(gatun(quietly).err()).isEqualTo(missed);
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void whatIsNamedTwiceIsLoadedOnce() {
    String path = source.toString();
    Command command =
        gatun("describe", "scaled", "--plugins", path, "--plugins", folder + "/./scaled.java");
    assertThat(command.err()).isEmpty();
    assertThat(command.code()).isZero();
  }

  @Test
  void aConstructorThatIsNotTheRecordsOwnDoesNoHarm() {
    Path jar =
        JarBuilder.loss(
                folder,
                "acme",
                "@Option(\"size\") @Default(\"3\") int size",
                "public Acme() { this(7); }")
            .build("a.jar");
    assertThat(gatun("describe", "acme", "--plugins", jar.toString()).out()).contains("default 3");
  }

  private Command check(String body) {
    Path jar = JarBuilder.loss(folder, "acme", "", body).build("a.jar");
    return gatun("check", "digits", "--quiet", "--plugins", jar.toString(), "--set", "loss=acme");
  }

  @Test
  void aMistakeThatComesUpWhileRunningNamesTheLineOfThePlugin() {
    assertThat(
            check(
                "public Optional<Integer> outputs(Target target) { return List.<Optional<Integer>>of().get(3); }"))
        .isEqualTo(
            new Command(
                4,
                "",
                "gatun: a.jar: acme.Acme.outputs (Acme.java:13) must not throw, got java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 0\n"));
  }
}

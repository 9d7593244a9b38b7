package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What plugins depend on outside the command: the environment, and the Java it runs on.
final class PluginProcessTest {
  @TempDir private Path folder;
  private Path source;

  @BeforeEach
  void writeSource() throws IOException {
    source =
        Files.writeString(
            folder.resolve("Acme.java"), JarBuilder.lossSource("acme", "Acme", "", ""));
  }

  /// Runs the command in a process of its own.
  private Command gatun(Map<String, String> environment, List<String> flags, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", Command.classPath()));
    command.add(Main.class.getName());
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Command(builder.start().waitFor(), Files.readString(out), Files.readString(err));
  }

  @Test
  void theEnvironmentNamesPluginsForEveryCommand() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    JarBuilder.loss(plugins, "other", "", "").build("other.jar");
    String list = source + File.pathSeparator + plugins;

    Command listed = gatun(Map.of("GATUN_PLUGINS", list), List.of(), "plugins");
    assertThat(listed.err()).isEmpty();
    assertThat(listed.out())
        .containsPattern("(?m)^" + source + " .* loss acme$")
        .containsPattern("(?m)^" + plugins.resolve("other.jar") + " .* loss other$");
  }

  @Test
  void aSourceNeedsAJavaWithACompiler() throws Exception {
    String home = System.getProperty("java.home");
    for (String modules : List.of("java.se,jdk.zipfs", "java.desktop,jdk.zipfs")) {
      List<String> without = List.of("--limit-modules", modules);
      assertThat(gatun(Map.of(), without, "describe", "acme", "--plugins", source.toString()))
          .isEqualTo(
              new Command(
                  4,
                  "",
                  "gatun: %s: needs a JDK, which has a compiler, got a runtime without one (%s); run Gatun with a JDK, or build a jar\n"
                      .formatted(source, home)));
    }
  }
}

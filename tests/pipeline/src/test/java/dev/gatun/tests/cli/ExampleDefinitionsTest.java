package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The definitions of the example plugin run as they are, and keep what they require.
final class ExampleDefinitionsTest {
  private static final Path DEFINITIONS = Path.of("..", "example-plugin", "definitions");

  @TempDir private Path folder;

  static Stream<Path> definitions() throws IOException {
    try (Stream<Path> files = Files.list(DEFINITIONS)) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void eachComponentHasOne() throws IOException {
    assertThat(definitions().map(file -> file.getFileName().toString()))
        .containsExactly(
            "checkerboard.yaml",
            "focal.yaml",
            "gated.yaml",
            "lion.yaml",
            "margins.yaml",
            "sparsemax.yaml",
            "swish.yaml",
            "traced.yaml");
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void runs(Path definition) {
    Command command =
        gatun("run", definition.toString(), "--out", folder.resolve("run").toString());
    assertThat(command.code()).as(command.err()).isZero();
  }

  @Test
  void theFigureIsDrawn() {
    String out = folder.resolve("run").toString();
    assertThat(gatun("run", DEFINITIONS.resolve("margins.yaml").toString(), "--out", out).code())
        .isZero();
    assertThat(folder.resolve("run/figures/margins.png")).isNotEmptyFile();
  }

  @Test
  void theEngineTellsItsTimes() throws IOException {
    String out = folder.resolve("run").toString();
    assertThat(gatun("run", DEFINITIONS.resolve("traced.yaml").toString(), "--out", out).code())
        .isZero();
    Map<String, ?> provenance =
        Json.readObject(Files.readString(folder.resolve("run/provenance.json")));
    assertThat(provenance.get("engine"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("id", "traced")
        .extractingByKey("gemm", InstanceOfAssertFactories.STRING)
        .matches("calls [1-9][\\d,]+, seconds \\d+\\.\\d{3}");
  }
}

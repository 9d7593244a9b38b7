package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.cli.Main;
import dev.gatun.runner.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command in a process of its own, stopped by SIGTERM.
final class StopTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path temporary;

  private Process start(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "digits",
                "--engine=java",
                "--threads=1",
                "--set=train.epochs=1000000",
                "--out=" + temporary.resolve("run")));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectError(temporary.resolve("err").toFile())
        .start();
  }

  private static int stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void aTrainingThatIsStoppedSavesACheckpointAndSaysSo() throws Exception {
    Process process = start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("epoch ")) {
        line = lines.readLine();
      }

      assertThat(stop(process)).isEqualTo(143);
    }
    Path checkpoints = temporary.resolve("run").resolve("checkpoints");
    assertThat(checkpoints.resolve("last.safetensors")).isNotEmptyFile();
    assertThat(temporary.resolve("err"))
        .hasContent("gatun: interrupted; checkpoint saved in " + checkpoints);
    assertThat(temporary.resolve("run").resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void jsonSaysSoToo() throws Exception {
    Process process = start("--json");
    Path history = temporary.resolve("run").resolve("history.jsonl");
    for (int i = 0; i < PATIENCE_SECONDS * 20 && !Files.exists(history); i++) {
      Thread.sleep(50);
    }

    int code = stop(process);

    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(code).isEqualTo(143);
    assertThat(Map.copyOf(Json.readObject(out)).get("error"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("code", 143L);
    assertThat(temporary.resolve("err")).isEmptyFile();
  }
}

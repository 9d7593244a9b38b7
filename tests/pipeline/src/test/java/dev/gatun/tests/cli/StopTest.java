package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.cli.Main;
import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
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
                Command.classPath(),
                Main.class.getName(),
                "run",
                "digits",
                "--engine=java",
                "--threads=1",
                "--set=train.epochs=1000000",
                "--out=" + temporary.resolve("run")));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectOutput(temporary.resolve("out").toFile())
        .redirectError(temporary.resolve("err").toFile())
        .start();
  }

  /// Stops a command once it has trained an epoch.
  ///
  /// @return its exit code
  private int stop(Process process) throws InterruptedException {
    Path history = temporary.resolve("run").resolve("history.jsonl");
    for (int i = 0; i < PATIENCE_SECONDS * 20 && !Files.exists(history); i++) {
      Thread.sleep(50);
    }
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void aTrainingThatIsStoppedSavesACheckpointAndSaysSo() throws Exception {
    assertThat(stop(start())).isEqualTo(143);

    Path checkpoints = temporary.resolve("run").resolve("checkpoints");
    assertThat(checkpoints.resolve("last.safetensors")).isNotEmptyFile();
    assertThat(temporary.resolve("err"))
        .hasContent(
            "gatun: interrupted; checkpoint saved in %s; 'gatun resume %s' goes on"
                .formatted(checkpoints, temporary.resolve("run")));
    assertThat(temporary.resolve("run").resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void jsonSaysSoToo() throws Exception {
    assertThat(stop(start("--json"))).isEqualTo(143);

    assertThat(Json.readObject(Files.readString(temporary.resolve("out"))).get("error"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("code", 143L);
    assertThat(temporary.resolve("err")).isEmptyFile();
  }
}

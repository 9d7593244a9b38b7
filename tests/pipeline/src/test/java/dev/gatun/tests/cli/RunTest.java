package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.quickRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("run");
  }

  @Test
  void aPersonReadsHowItWent() {
    Command command = quickRun(folder());

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out())
        .startsWith("engine  java")
        .contains("\ndata    synthetic-digits: ")
        .contains("\nmodel   ")
        .contains("\nepoch 1/2  loss ")
        .contains("\nepoch 2/2  loss ")
        .containsPattern("\n +loss +accuracy\n")
        .containsPattern("\ntest +[0-9.]+ +[0-9.]+\n")
        .contains("\ntrained 2 epochs of ")
        .endsWith(folder() + " has the model, figures and report.html\n")
        .doesNotContain("\u001b", "\r");
  }

  @Test
  void jsonIsTheMetricsAndNothingElse() throws IOException {
    Command command = quickRun(folder(), "--json", "--seed", "11");

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out()).hasLineCount(1);
    assertThat(command.json())
        .containsKeys("name", "engine", "seed", "train", "validation", "test")
        .containsEntry("engine", "java")
        .containsEntry("seed", 11L)
        .isEqualTo(Json.readObject(Files.readString(folder().resolve("metrics.json"))));
  }

  @Test
  void quietSaysNothing() {
    Command command = quickRun(folder(), "--quiet");

    assertThat(command).isEqualTo(new Command(0, "", ""));
    assertThat(folder().resolve("metrics.json")).exists();
  }

  @Test
  void aMissedRequirementIsASentenceAndExitCode7() {
    Command command =
        quickRun(folder(), "--quiet", "--set", "evaluate.require=['test.accuracy >= 1.1']");

    assertThat(command.code()).isEqualTo(7);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).matches("gatun: test.accuracy must be >= 1.1, got [0-9.]+\n");
  }

  @Test
  void aMissedRequirementLeavesTheMetricsInJson() {
    Command command =
        quickRun(folder(), "--json", "--set", "evaluate.require=['test.accuracy >= 1.1']");

    assertThat(command.code()).isEqualTo(7);
    assertThat(command.json()).containsKey("test");
    assertThat(command.err()).startsWith("gatun: test.accuracy must be ");
  }

  @Test
  void aLossThatIsNoNumberIsExitCode6() {
    Command command = quickRun(folder(), "--json", "--set", "train.optimizer.learning-rate=1e30");

    assertThat(command.code()).isEqualTo(6);
    assertThat(command.err()).isEmpty();
    assertThat(String.valueOf(command.error().get("message")))
        .startsWith("epoch 1, batch ")
        .contains("learning-rate");
  }

  @Test
  void anEngineThatIsNotThereIsExitCode5() {
    Command command = gatun("run", "digits", "--engine", "jav");

    assertThat(command.code()).isEqualTo(5);
    assertThat(command.err()).startsWith("gatun: engine 'jav': no such engine; ").hasLineCount(1);
  }

  @Test
  void dataThatIsNotThereIsExitCode3() {
    Command command =
        gatun("run", "mnist", "--json", "--set", "collect.source.path=" + temporary.resolve("no"));

    assertThat(command.code()).isEqualTo(3);
    assertThat(command.error()).containsEntry("code", 3L);
    assertThat(String.valueOf(command.error().get("message"))).contains("gatun fetch mnist");
  }

  @Test
  void aFolderThatCannotBeMadeIsExitCode8() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");

    Command command = quickRun(file, "--quiet");

    assertThat(command.code()).isEqualTo(8);
    assertThat(command.err()).startsWith("gatun: " + file + ": ").hasLineCount(1);
  }

  @Test
  void aFinishedRunIsNotOverwritten() {
    quickRun(folder(), "--quiet");

    Command again = quickRun(folder(), "--quiet");

    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("holds a finished run").hasLineCount(1);
  }

  @Test
  void evaluatingAFinishedRunGivesItsTestMetricsAgain() {
    Object test = quickRun(folder(), "--json").json().get("test");

    Command command = gatun("evaluate", folder().toString(), "--json", "--threads", "1");

    assertThat(command.code()).isZero();
    assertThat(command.json()).containsEntry("test", test);
  }

  @Test
  void evaluatingAppliesTheRequirementsOnTheTestSplit() {
    quickRun(folder(), "--quiet", "--set", "evaluate.require=['validation.loss >= 0']");
    assertThat(gatun("evaluate", folder().toString(), "--quiet")).isEqualTo(new Command(0, "", ""));

    String[] words = {
      "evaluate", folder().toString(), "--set", "evaluate.require=['test.accuracy >= 1.1']"
    };
    assertThat(gatun(words).code()).isEqualTo(7);
    Command command = gatun(words[0], words[1], words[2], words[3], "--json");
    assertThat(command.code()).isEqualTo(7);
    assertThat(command.json()).containsKey("test");
    assertThat(command.err()).matches("gatun: test.accuracy must be >= 1.1, got [0-9.]+\n");
  }

  @Test
  void evaluatingShowsATable() {
    quickRun(folder(), "--quiet");

    Command command = gatun("evaluate", folder().toString());

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .startsWith("engine  java")
        .containsPattern("\n +loss +accuracy\ntest +[0-9.]+ +[0-9.]+\n");
  }

  @Test
  void evaluatingWhatIsNoRunIsExitCode3() throws IOException {
    Command nothing = gatun("evaluate", temporary.resolve("no").toString());
    assertThat(nothing.code()).isEqualTo(3);
    assertThat(nothing.err()).contains(": no such run; ").hasLineCount(1);

    Command empty = gatun("evaluate", temporary.toString(), "--json");
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.error()).containsEntry("code", 3L);

    quickRun(folder(), "--quiet");
    Path model = folder().resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
    Command truncated = gatun("evaluate", folder().toString(), "--quiet");
    assertThat(truncated.code()).isEqualTo(3);
    assertThat(truncated.err()).startsWith("gatun: " + model + ": ").hasLineCount(1);
  }
}

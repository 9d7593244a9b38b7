package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Definitions;
import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionTest {
  @TempDir private Path temporary;

  private static Command check(String... words) {
    List<String> all = new ArrayList<>(List.of("check"));
    all.addAll(Command.quickDigits());
    all.addAll(List.of(words));
    return gatun(all.toArray(String[]::new));
  }

  static List<String> builtIn() {
    // Those of MNIST need its files: see MnistRunTest.
    return Definitions.BUILT_IN.keySet().stream()
        .filter(name -> !name.startsWith("mnist"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void whatComesWithGatunCanBeTrained(String name) {
    assertThat(gatun("check", name, "--quiet")).isEqualTo(new Command(0, "", ""));
  }

  @Test
  void checkShowsShapesParametersMemoryAndTheFirstLoss() {
    Command command = check();

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out())
        .startsWith("engine  java")
        .containsPattern(
            "hidden +linear +\\[n, 8\\] +weight \\[784, 8\\], bias \\[1, 8\\] +6,280\n")
        .containsPattern(
            "output +linear +\\[n, 10\\] +weight \\[8, 10\\], bias \\[1, 10\\] +90\n +6,370\n")
        .containsPattern("\nmemory  [0-9.]+ [KM]iB of data; ")
        .containsPattern("\nloss    [0-9.]+ on the first batch")
        .endsWith("\ndigits can be trained\n");
  }

  @Test
  void checkAsJsonIsATree() {
    Command command = check("--json");

    assertThat(command.json())
        .containsEntry("name", "digits")
        .containsKeys("layers", "parameters", "memory", "firstLoss");
  }

  /// What a check allocates is what a run allocates.
  @Test
  void checkTellsTheMemoryOfARun() throws IOException {
    Path folder = temporary.resolve("run");
    assertThat(Command.quickRun(folder).code()).isZero();

    assertThat(check("--json").json().get("memory"))
        .isEqualTo(
            Json.readObject(Files.readString(folder.resolve("provenance.json"))).get("memory"));
  }

  @Test
  void checkQuietSaysNothing() {
    assertThat(check("--quiet")).isEqualTo(new Command(0, "", ""));
  }

  @Test
  void showSaysWhereEachValueCameFrom() {
    Command command = gatun("show", "digits", "--set", "train.epochs=3", "--seed", "-5");

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .containsPattern("\nseed: -5 +# --set\n")
        .containsPattern("\n  epochs: 3 +# --set\n")
        .containsPattern(" batch-size: 128 +# built-in digits.yaml:[0-9]+\n")
        .containsPattern(" nesterov: false +# default\n");
  }

  @Test
  void showAsJsonHasTheDefinitionAndThePositions() {
    Command command = gatun("show", "digits", "--json", "--engine", "it's");

    assertThat(command.code()).isZero();
    assertThat(command.json()).containsKeys("definition", "positions");
    assertThat(command.json().get("definition"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("name", "digits")
        .containsEntry("seed", 7L)
        .containsEntry("engine", "it's");
  }

  @Test
  void allMistakesAreReportedALineEach() throws IOException {
    Path file = temporary.resolve("wrong.yaml");
    Files.writeString(
        file,
        """
        collect: {source: synthetic-digits}
        model: {type: liner}
        loss: cross-entropi
        """);

    Command command = gatun("check", file.toString());

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("gatun: " + file + ":"))
        .allMatch(line -> line.contains("; did you mean '"));
    Map<String, Object> error = gatun("check", file.toString(), "--json").error();
    assertThat(error).containsEntry("code", 2L);
    assertThat(String.valueOf(error.get("where"))).startsWith(file + ":2:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "a",
        "=1",
        "train=",
        "train.epochs=1e99",
        "train.epochs=99999999999999999999",
        "train.epochs=0",
        "train.epochs=${env.GATUN_IS_NOT_SET}",
        "model={",
        "model.layers.9=relu",
        "model.layers.hidden.unts=3",
        "train.optimizer.learning-rate=.nan",
        "engine=",
        "evaluate.require=[nonsense]"
      })
  void nonsenseInSetIsALineAndExitCode2(String assignment) {
    Command command = gatun("check", "digits", "--set", assignment);

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).startsWith("gatun: ").hasLineCount(1);
    assertThat(command.err()).doesNotContain("java.", "Exception");
  }

  @Test
  void whatIsNoDefinitionIsALineAndExitCode2() throws IOException {
    Path binary = Files.write(temporary.resolve("binary.yaml"), new byte[] {-1, -2, 0, 1});
    Path empty = Files.writeString(temporary.resolve("empty.yaml"), "");
    Path deep = Files.writeString(temporary.resolve("deep.yaml"), "a: " + "[".repeat(20_000));
    for (Path file : List.of(temporary, binary, empty, deep, temporary.resolve("missing.yaml"))) {
      Command command = gatun("check", file.toString());

      assertThat(command.code()).as(command.err()).isEqualTo(2);
      assertThat(command.err()).startsWith("gatun: " + file).hasLineCount(1);
      assertThat(gatun("check", "digits", "-f", file.toString()).code()).isEqualTo(2);
    }
  }
}

package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Completion, as the shells themselves do it, with a `gatun` on the path that is a process of its
/// own.
final class CompletionTest {
  /// Takes a script and a line, and prints what the line may become, a word a line.
  private static final Map<String, String> HARNESS =
      Map.of(
          "bash",
          """
          source "$1"
          COMP_LINE=$2 COMP_POINT=${#2}
          _gatun
          printf '%s\\n' "${COMPREPLY[@]}"
          """,
          "zsh",
          """
          compdef() { }
          compadd() { print -rl -- ${@[$((${@[(i)--]} + 1)),-1]} }
          _describe() { print -rl -- ${${(P)2}%%:*} }
          _files() { }
          source "$1"
          words=(${(s: :)2})
          [[ $2 == *' ' ]] && words+=('')
          CURRENT=$#words
          _gatun | grep -e "^${words[-1]}"
          """,
          "fish",
          """
          test -n "$FISH_FUNCTIONS"; and set -p fish_function_path $FISH_FUNCTIONS
          source $argv[1]
          complete -C "$argv[2]" | cut -f 1
          """);

  @TempDir private static Path folder;

  @BeforeAll
  static void makeACommand() throws IOException {
    Path command = folder.resolve("gatun");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        command,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.gatun.cli.Main \"$@\"\n"
            .formatted(java, Command.classPath()));
    assertThat(command.toFile().setExecutable(true)).isTrue();
  }

  private static List<String> complete(String shell, String line) throws Exception {
    Path script = folder.resolve(shell + ".script");
    if (!Files.exists(script)) {
      Files.writeString(script, gatun("completion", shell).out());
    }
    Path harness =
        Files.writeString(
            folder.resolve(shell + ".harness"), Objects.requireNonNull(HARNESS.get(shell)));
    List<String> words = new ArrayList<>(List.of(shell));
    words.addAll(shell.equals("fish") ? List.of("--no-config") : List.of());
    words.addAll(List.of(harness.toString(), script.toString(), line));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (old, own) -> own + ":" + old);
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines().toList();
  }

  private static boolean isInstalled(String shell) {
    try {
      return new ProcessBuilder(shell, "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException _) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void everyShellCompletes(String shell) throws Exception {
    assumeTrue(
        shell.equals("bash") || isInstalled(shell),
        shell + " is not installed: its completion is not tested");
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("gatun chec", "check");
    expected.put("gatun run dig", "digits");
    expected.put("gatun check digits --thr", "--threads");
    expected.put("gatun completion z", "zsh");
    expected.put("gatun runs sh", "show");
    expected.put("gatun runs di", "diff");
    expected.put("gatun runs diff lat", "latest");
    expected.put("gatun runs diff latest lat", "latest");
    expected.put("gatun runs diff --quie", "--quiet");
    expected.put("gatun new pip", "pipeline");
    expected.put("gatun new pipeline mine --from len", "lenet");
    expected.put("gatun new plugin --optim", "--optimizer");
    expected.put("gatun fetch ", "mnist");
    expected.put("gatun verify hing", "hinge");
    expected.put("gatun run digits --engine ja", "java");
    expected.put("gatun describe convol", "convolution");
    expected.put("gatun run digits --set model.layers.hidden.un", "model.layers.hidden.units=");

    Map<String, String> found = new LinkedHashMap<>();
    for (String line : expected.keySet()) {
      found.put(line, String.join(" ", complete(shell, line)));
    }

    assertThat(found).isEqualTo(expected);
  }

  @Test
  void bashCompletesAValueBehindItsEqualsSign() throws Exception {
    assertThat(complete("bash", "gatun check digits --set train.optimizer=ada"))
        .containsExactly("adadelta", "adagrad", "adam", "adamw");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run digits --set mod                        | model. model=
          run digits --set model.layers.o             | model.layers.output. model.layers.output=
          run digits --set train.optimizer.nest       | train.optimizer.nesterov=
          run digits --set train.optimizer.nesterov=  | train.optimizer.nesterov=true train.optimizer.nesterov=false
          run digits --set model.layers.hidden.units= | model.layers.hidden.units=auto
          run digits --set train.optimizer=adam --set train.optimizer.b | train.optimizer.beta1= train.optimizer.beta2=
          run FOLDER/own.yaml --set p                 | params.
          run FOLDER/own.yaml --set params.           | params.width=
          run FOLDER/own.yaml -f FOLDER/over.yaml --set params.d | params.depth=
          run nowhere --set evaluate.req              | evaluate.require=
          run nowhere --set loss=cross                | loss=cross-entropy
          describe train.optimizer.mom                | train.optimizer.momentum
          describe opt                                | optimizer
          run digits --set nothing.                   | ''
          """)
  void whatTheScriptsAskFor(String words, String answers) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), "params: {width: 3}\n");
    Files.writeString(folder.resolve("over.yaml"), "params: {depth: 3}\n");
    List<String> all = new ArrayList<>(List.of("complete"));
    all.addAll(List.of(words.replace("FOLDER", folder.toString()).split(" ")));

    Command command = gatun(all.toArray(String[]::new));

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out().lines().map(line -> line.replaceFirst("\t.*", "")))
        .containsExactlyElementsOf(answers.isEmpty() ? List.of() : List.of(answers.split(" ")));
  }

  @Test
  void anUnknownShellIsRefused() {
    assertThat(gatun("completion", "bsh"))
        .isEqualTo(new Command(2, "", "gatun: SHELL: no shell 'bsh'; did you mean 'bash'?\n"));
  }
}

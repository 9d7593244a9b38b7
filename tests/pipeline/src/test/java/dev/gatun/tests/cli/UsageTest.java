package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Definitions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
  @Test
  void aloneItSaysWhatToTryFirst() {
    Command command = gatun();

    assertThat(command.code()).isZero();
    assertThat(command.err()).isEmpty();
    assertThat(command.out()).contains("gatun run digits").contains("gatun --help");
    assertThat(Definitions.BUILT_IN.keySet()).allMatch(name -> command.out().contains(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void saysItsVersionInOneLine(String option) {
    Command command = gatun(option);

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .matches("gatun \\S+, JDK 2\\d\\S*, engine \\w+ \\(.+\\)\n")
        .contains(Runtime.version().toString());
  }

  @Test
  void allThatIsAskedOfTheCommandAloneComesAsJsonToo() {
    assertThat(gatun("--version", "--json").done()).containsOnlyKeys("gatun", "jdk", "engine");
    assertThat(gatun("run", "--version", "--json").done()).containsKey("jdk");
    assertThat(gatun("--json").done()).containsOnlyKeys("definitions");
    assertThat(gatun("--json", "run", "digits").error())
        .containsEntry(
            "message", "--json goes behind the command, as in 'gatun check digits --json'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "check",
        "show",
        "resume",
        "evaluate",
        "predict",
        "runs",
        "report",
        "gradcheck",
        "verify",
        "plugins",
        "describe",
        "schema",
        "engines",
        "completion",
        "fetch"
      })
  void everyCommandHelpsAndIsListed(String name) {
    Command command = gatun(name, "--help");

    assertThat(command.code()).isZero();
    assertThat(command.out()).startsWith("Usage: gatun " + name).contains("--json");
    assertThat(gatun("--help").out()).contains("\n  " + name + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          rnu                     | no command 'rnu'; did you mean 'run'?
          xyz                     | no command 'xyz'; commands are check, completion, describe, engines, evaluate, fetch, gradcheck, new, plugins, predict, report, resume, run, runs, schema, show, verify
          run digits --jsn        | run: no option '--jsn'; did you mean '--json'?
          run digits --jsn=1      | run: no option '--jsn'; did you mean '--json'?
          run                     | run: DEF is missing: a definition file, or the name of a built-in definition
          run digits more         | run: takes one DEF, got 'more' as well
          run digits --set        | run: --set needs a value; write --set PATH=VALUE
          run digits --json=yes   | run: --json takes no value, got 'yes'
          --quiet run digits      | --quiet goes behind the command, as in 'gatun check digits --quiet'
          evaluate                | evaluate: RUN is missing: the folder of a finished run, its name in runs/, or latest
          predict                 | predict: RUN is missing: the folder of a finished run, its name in runs/, or latest
          predict latest          | predict: INPUT is missing: a file of one input or more; its name tells its format
          runs lss                | runs: no command 'lss'; did you mean 'ls'?
          runs show               | runs show: RUN is missing: the folder of a run, its name in runs/, or latest for the one begun last
          runs diff a             | runs diff: RUN is missing: another
          report                  | report: RUN is missing: the folder of a run, its name in runs/, or latest for the one begun last
          engines fast            | engines: takes options only, got 'fast' as well
          check digits --threads 0 | --threads: must be a whole number from 1 to 1024, got '0'
          check digits --threads 1e3 | --threads: must be a whole number from 1 to 1024, got '1e3'
          check digits --seed x   | --seed: must be a whole number from -9223372036854775808 to 9223372036854775807, got 'x'
          """)
  void aMistakeIsOneLineWithARemedy(String words, String message) {
    Command command = gatun(words.split(" "));

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.out()).isEmpty();
    assertThat(command.err()).isEqualTo("gatun: " + message + "\n");
  }

  @Test
  void emptyWordsAreNotTakenForSomething() {
    assertThat(gatun("run", "").err())
        .isEqualTo(
            "gatun: DEF: must be a file or the name of a built-in definition, got nothing\n");
    assertThat(gatun("run", "digits", "--out", "").err())
        .isEqualTo("gatun: --out: must be a path, got nothing\n");
    assertThat(gatun("check", "digits", "-f", "").err())
        .isEqualTo("gatun: -f: must be a path, got nothing\n");
    assertThat(gatun("check", "digits", "--engine", "").err())
        .isEqualTo("gatun: --engine: must be auto or the id of an engine, got nothing\n");
    assertThat(gatun("evaluate", "").err()).isEqualTo("gatun: RUN: must be a path, got nothing\n");
  }

  @Test
  void aMistakeIsOneDocumentWhereJsonWasAskedFor() {
    Command command = gatun("run", "digits", "--json", "--jsn");

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).isEmpty();
    assertThat(command.error())
        .containsEntry("code", 2L)
        .containsEntry("where", "run")
        .containsEntry("message", "run: no option '--jsn'; did you mean '--json'?");
  }

  @ParameterizedTest
  @CsvSource({
    "--jsn, gatun",
    "run digits --out '', --out",
    "check digits --threads 0, --threads",
    "check nowhere, nowhere",
    "evaluate nowhere, RUN",
    "predict nowhere x.png, RUN",
    "resume nowhere, RUN",
    "runs show nowhere, RUN",
    "runs lss, runs",
    "report nowhere, RUN",
    "describe nothing, NAME",
    "fetch csv, DATASET"
  })
  void aDocumentSaysWhatItIsAbout(String words, String where) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.replaceAll(word -> word.replace("''", ""));
    all.add("--json");

    assertThat(gatun(all.toArray(String[]::new)).error()).containsEntry("where", where);
  }

  @Test
  void theStackTraceComesWhenAskedFor() {
    assertThat(gatun("check", "nowhere").err()).hasLineCount(1);
    assertThat(gatun("check", "nowhere", "--stacktrace").err())
        .startsWith("gatun: nowhere: ")
        .contains("\tat dev.gatun.");
  }
}

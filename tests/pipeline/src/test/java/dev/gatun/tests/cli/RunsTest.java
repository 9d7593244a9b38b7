package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is known of runs afterwards. Those in `runs` are looked for in the working folder.
final class RunsTest {
  private static final Path RUNS = Path.of("runs");
  private static final String FIRST = "runs-test-first";
  private static final String SECOND = "runs-test-second";
  private static final String FAILED = "runs-test-failed";

  @TempDir private static Path folder;

  @BeforeAll
  static void run() {
    assertThat(Command.quickRun(RUNS.resolve(FIRST), "--quiet").err()).isEmpty();
    assertThat(
            Command.quickRun(RUNS.resolve(SECOND), "--quiet", "--set", "train.batch-size=50").err())
        .isEmpty();
    assertThat(
            Command.quickRun(
                    RUNS.resolve(FAILED), "--quiet", "--set", "train.optimizer.learning-rate=1e30")
                .code())
        .isEqualTo(6);
  }

  @AfterAll
  static void clean() throws IOException {
    for (String name : List.of(FIRST, SECOND, FAILED)) {
      try (var files = Files.walk(RUNS.resolve(name))) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    try (var left = Files.list(RUNS)) {
      if (left.findAny().isEmpty()) {
        Files.delete(RUNS);
      }
    }
  }

  @Test
  void theListSaysHowEachIs() {
    for (Command command : List.of(gatun("runs"), gatun("runs", "ls"))) {
      assertThat(command.code()).isZero();
      assertThat(command.out())
          .containsPattern(FIRST + " +[-0-9]+ [:0-9]+ +finished +test accuracy 0\\.\\d+ +java\n")
          .containsPattern(FAILED + " +[-0-9]+ [:0-9]+ +failed after 0 epochs +- +java\n");
    }
    assertThat(gatun("runs", "--json").done().get("runs"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .extracting(run -> ((Map<?, ?>) run).get("run"), run -> ((Map<?, ?>) run).get("status"))
        .contains(
            org.assertj.core.groups.Tuple.tuple(SECOND, "finished"),
            org.assertj.core.groups.Tuple.tuple(FAILED, "failed"));
  }

  @Test
  void aRunIsNamedByTheBeginningOfItsName() {
    assertThat(gatun("runs", "show", "runs-test-fi").out())
        .contains("finished", "engine.id", "test", "accuracy", "confusion-matrix");
    assertThat(gatun("evaluate", "runs-test-f").err())
        .isEqualTo(
            "gatun: runs-test-f: must be the beginning of one run's name, got %s, %s; write more of it\n"
                .formatted(FAILED, FIRST));
    assertThat(gatun("runs", "show", "latest", "--json").done()).containsKey("provenance");
  }

  @Test
  void theDifferenceHasWhatDiffersOnly() {
    Command command = gatun("runs", "diff", FIRST, SECOND);

    assertThat(command.out())
        .containsPattern("train\\.batch-size +128 +50\n")
        .containsPattern("test\\.loss +\\d\\.\\d+ +\\d\\.\\d+\n")
        .doesNotContain("seed", "started", "machine");
    assertThat(gatun("runs", "diff", FIRST, FIRST).out()).isEqualTo("nothing differs\n");
    assertThat(gatun("runs", "diff", FIRST, SECOND, "--json").done().get("definition"))
        .isEqualTo(Map.of("train.batch-size", List.of("128", "50")));
  }

  @Test
  void theReportIsWrittenAnewAsItWas() throws IOException {
    Path report = RUNS.resolve(FIRST).resolve("report.html");
    String before = Files.readString(report);
    Files.delete(report);

    assertThat(gatun("report", FIRST)).isEqualTo(new Command(0, report + "\n", ""));
    assertThat(Files.readString(report)).isEqualTo(before);
    assertThat(gatun("report", FAILED, "--json").done())
        .isEqualTo(Map.of("report", RUNS.resolve(FAILED).resolve("report.html").toString()));
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));

    assertThat(gatun("runs", "show", empty.toString()))
        .isEqualTo(
            new Command(
                3,
                "",
                "gatun: %s: not the folder of a run: it has neither pipeline.yaml nor metrics.json\n"
                    .formatted(empty)));
  }
}

package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The built-in definition `digits`, from data to report.
final class DigitsRunTest {
  private static final List<String> SMALL =
      List.of(
          "--set", "train.epochs=3",
          "--set", "collect.source.examples=3000",
          "--set", "collect.source.test-examples=500");

  @TempDir private Path folder;

  private String[] small(String definition, String out, String... others) {
    List<String> words = new ArrayList<>(List.of("run", definition, "--json", "--out", at(out)));
    words.addAll(SMALL);
    words.addAll(List.of(others));
    return words.toArray(String[]::new);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void readsDigitsOnBothEnginesAlike() {
    Map<String, @Nullable Object> fast =
        gatun("run", "digits", "--engine", "openblas", "--json", "--out", at("fast")).done();
    Map<String, @Nullable Object> portable =
        gatun("run", "digits", "--engine", "java", "--json", "--out", at("portable")).done();
    assertThat(number(fast, "test", "accuracy")).isGreaterThanOrEqualTo(0.95);
    assertThat(number(portable, "test", "accuracy"))
        .isCloseTo(number(fast, "test", "accuracy"), within(0.01));
    assertThat(fast).containsEntry("engine", "openblas").containsEntry("name", "digits");
    assertThat(portable).containsEntry("engine", "java");
  }

  @Test
  void leavesTheWholeRunFolderBehind() throws IOException {
    Command result = run("digits", "run");
    Path run = folder.resolve("run");
    for (String file :
        List.of(
            "pipeline.yaml",
            "history.jsonl",
            "metrics.json",
            "model.safetensors",
            "provenance.json",
            "report.html",
            "figures/curves.png",
            "figures/confusion-matrix.png",
            "figures/templates.png")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(run.resolve("checkpoints")).isDirectory();
    assertThat(Json.readObject(Files.readString(run.resolve("metrics.json"))))
        .isEqualTo(Json.readObject(result.out()));
    assertThat(Files.readAllLines(run.resolve("history.jsonl"))).hasSize(3);
    for (String line : Files.readAllLines(run.resolve("history.jsonl"))) {
      assertThat(Json.readObject(line)).containsKeys("epoch", "train", "validation");
    }
    assertThat(ImageIO.read(run.resolve("figures/templates.png").toFile())).isNotNull();
    Map<String, @Nullable Object> provenance =
        Json.readObject(Files.readString(run.resolve("provenance.json")));
    assertThat(provenance).containsKeys("engine", "choices", "machine", "data", "plugins", "seed");
    assertThat(number(provenance, "start", "firstStepSeconds")).isPositive();
    assertThat(Files.readString(run.resolve("report.html"))).contains("digits").contains("<svg");
  }

  private Command run(String definition, String out, String... others) {
    Command result = gatun(small(definition, out, others));
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  @Test
  void metricsKeepTheContract() {
    Map<String, @Nullable Object> metrics = run("digits", "run", "--engine", "java").done();
    assertThat(metrics.keySet())
        .containsExactly("name", "engine", "seed", "train", "validation", "test");
    assertThat(number(metrics, "train", "epochs")).isEqualTo(3);
    assertThat(number(metrics, "train", "examples")).isEqualTo(2700);
    double rate = number(metrics, "train", "examplesPerSecond");
    assertThat(rate).isCloseTo(3 * 2700 / number(metrics, "train", "seconds"), within(rate * 1e-6));
    assertThat(number(metrics, "train", "loss")).isPositive();
    assertThat(number(metrics, "validation", "loss")).isPositive();
    assertThat(number(metrics, "test", "accuracy")).isBetween(0.0, 1.0);
  }

  @Test
  void theResolvedDefinitionRunsAgainToTheSameBits() {
    Map<String, @Nullable Object> first = run("digits", "first", "--engine", "java").done();
    String resolved = folder.resolve("first").resolve("pipeline.yaml").toString();
    Map<String, @Nullable Object> second =
        gatun("run", resolved, "--json", "--out", at("second")).done();
    assertThat(second.get("test")).isEqualTo(first.get("test"));
    assertThat(second.get("validation")).isEqualTo(first.get("validation"));
    assertThat(number(second, "train", "loss")).isEqualTo(number(first, "train", "loss"));
  }

  @Test
  void evaluatingARunGivesItsOwnTestMetrics() {
    Map<String, @Nullable Object> trained = run("digits", "run").done();
    Map<String, @Nullable Object> evaluated = gatun("evaluate", at("run"), "--json").done();
    assertThat(evaluated.get("test")).isEqualTo(trained.get("test"));
    Map<String, @Nullable Object> other =
        gatun(
                "evaluate",
                at("run"),
                "--json",
                "--set",
                "collect.source={type: synthetic-digits, examples: 100, test-examples: 300}")
            .done();
    assertThat(number(other, "test", "accuracy")).isGreaterThan(0.5);
  }

  @Test
  void aMissedRequirementEndsWithSeven() {
    Command result =
        gatun(small("digits", "run", "--set", "evaluate.require=[test.accuracy >= 0.99999]"));
    assertThat(result.code()).isEqualTo(7);
    assertThat(result.err() + result.out()).contains("test.accuracy must be >= 0.99999, got 0.");
    assertThat(folder.resolve("run/metrics.json")).exists();
  }

  @Test
  void aFinishedRunIsNotOverwritten() {
    run("digits", "run");
    Command again = gatun(small("digits", "run"));
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.out()).contains("holds a finished run; choose another folder");
  }

  @Test
  void aLossThatIsNotANumberNamesEpochBatchAndRate() {
    Command result = gatun(small("digits", "run", "--set", "train.optimizer.learning-rate=1e6"));
    assertThat(result.code()).isEqualTo(6);
    assertThat(result.err() + result.out())
        .contains("epoch 1, batch ")
        .contains("learning rate 1000000.0");
  }
}

package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two classes told apart by one score, from the loss to metrics and figures.
final class MetricsRunTest {
  private static final String LOGISTIC =
      """
      name: logistic
      seed: 7
      collect:
        source: moons
        split: {type: holdout, validation: 0.2, test: 0.2}
      model: {type: sequential, layers: [{id: output, type: linear, units: auto}]}
      loss: binary-cross-entropy
      train: {epochs: 20, batch-size: 32, optimizer: {type: sgd, learning-rate: 0.5}}
      evaluate:
        metrics: [accuracy, roc-auc, log-loss, {type: f1, average: per-class}]
        figures: [roc-curve, precision-recall-curve, reliability]
      """;

  @TempDir private Path folder;
  private Path definition = Path.of("");

  @BeforeEach
  void write() throws IOException {
    definition = Files.writeString(folder.resolve("logistic.yaml"), LOGISTIC);
  }

  private Command run(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                definition.toString(),
                "--json",
                "--engine",
                "java",
                "--out",
                folder.resolve("run").toString()));
    words.addAll(List.of(more));
    return gatun(words.toArray(String[]::new));
  }

  @Test
  void oneScoreTellsTwoClassesApart() throws IOException {
    Map<String, @Nullable Object> tree = run().done();
    double accuracy = number(tree, "test", "accuracy");
    assertThat(accuracy).isBetween(0.8, 0.95);
    assertThat(number(tree, "test", "roc-auc")).isGreaterThan(0.9);
    assertThat(number(tree, "test", "f1", "upper")).isGreaterThan(0.8);
    assertThat(interval(tree, "accuracy")).hasSize(2);
    assertThat(interval(tree, "accuracy").getFirst()).isLessThan(accuracy);
    assertThat(interval(tree, "accuracy").getLast()).isGreaterThan(accuracy);
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("95 % confidence interval");
    for (String figure : List.of("roc-curve", "precision-recall-curve", "reliability")) {
      assertThat(folder.resolve("run/figures/" + figure + ".png")).isNotEmptyFile();
    }
  }

  private static List<Double> interval(Map<String, @Nullable Object> tree, String metric) {
    return tree.get("test") instanceof Map<?, ?> test
            && test.get("intervals") instanceof Map<?, ?> intervals
            && intervals.get(metric) instanceof List<?> ends
        ? ends.stream().map(end -> ((Number) end).doubleValue()).toList()
        : List.of();
  }

  @Test
  void whatDoesNotSuitIsSaidBeforeTraining() {
    assertRefused(
        "metric 'log-loss' needs probabilities, but loss 'hinge' does not give any; remove it from"
            + " evaluate, or use a loss such as cross-entropy",
        "loss=hinge");
    assertRefused(
        "figure 'reliability' needs probabilities, but loss 'hinge' does not give any; remove it"
            + " from evaluate, or use a loss such as cross-entropy",
        "loss=hinge",
        "evaluate.metrics=[accuracy]");
    assertRefused(
        "metric 'r2' needs target values, which the data does not have; remove it from evaluate",
        "evaluate.metrics=[r2]");
  }

  private void assertRefused(String message, String... changes) {
    List<String> words = new ArrayList<>();
    for (String change : changes) {
      words.addAll(List.of("--set", change));
    }
    Command refused = run(words.toArray(String[]::new));
    assertThat(refused.code()).isEqualTo(3);
    assertThat(String.valueOf(refused.error().get("message"))).startsWith(message + " (");
    assertThat(folder.resolve("run")).doesNotExist();
  }
}

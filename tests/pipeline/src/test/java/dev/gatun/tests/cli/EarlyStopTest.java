package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A training that ends early, or with the parameters of its best epoch.
final class EarlyStopTest {
  /// The classes overlap and the rate is far too great, so that the loss goes up and down.
  private static final String DEFINITION =
      """
      engine: reference
      collect:
        source: {type: blobs, examples: 60, test-examples: 0, deviation: 9}
        split: {type: holdout, validation: 0.3, test: 0.2}
      model: {type: linear, units: auto}
      loss: cross-entropy
      train:
        epochs: 8
        batch-size: 7
        optimizer: {type: sgd, learning-rate: 2}
      evaluate:
        metrics: [accuracy]
      """;

  @TempDir private Path temporary;

  private Command run(String name, String train) throws IOException {
    Path file = temporary.resolve(name + ".yaml");
    Files.writeString(file, DEFINITION.replace("  epochs: 8\n", "  epochs: 8\n" + train.indent(2)));
    return gatun("run", file.toString(), "--out", temporary.resolve(name).toString());
  }

  private List<Map<String, @Nullable Object>> history(String name) throws IOException {
    List<Map<String, @Nullable Object>> epochs = new ArrayList<>();
    for (String line : Files.readAllLines(temporary.resolve(name).resolve("history.jsonl"))) {
      epochs.add(Json.readObject(line));
    }
    return epochs;
  }

  private Map<String, @Nullable Object> tree(String name, String file) throws IOException {
    return Json.readObject(Files.readString(temporary.resolve(name).resolve(file)));
  }

  @Test
  void theTrainingEndsWhenPatienceRunsOut() throws IOException {
    assertThat(run("all", "").code()).isZero();
    int best = bestEpoch(history("all"), "loss", 1);

    Command command = run("early", "stop: {type: early, patience: 0}");

    assertThat(command.code()).as(command.err()).isZero();
    List<Map<String, @Nullable Object>> epochs = history("early");
    int rise = firstRise(history("all"));
    assertThat(rise).isLessThan(8).isGreaterThanOrEqualTo(1);
    assertThat(best).isPositive();
    assertThat(epochs).hasSize(rise);
    assertThat(command.out() + command.err())
        .contains("stopped after epoch %d: validation.loss was best in epoch".formatted(rise));
    assertThat(tree("early", "provenance.json").toString())
        .contains("train.stop=after epoch %d: validation.loss".formatted(rise));
  }

  /// {@return the first epoch that was not better than the one before}
  private static int firstRise(List<Map<String, @Nullable Object>> epochs) {
    for (int i = 1; i < epochs.size(); i++) {
      if (number(epochs.get(i), "validation", "loss")
          >= number(epochs.get(i - 1), "validation", "loss")) {
        return i + 1;
      }
    }
    return epochs.size() + 1;
  }

  private static int bestEpoch(
      List<Map<String, @Nullable Object>> epochs, String metric, int direction) {
    int best = 0;
    for (int i = 1; i < epochs.size(); i++) {
      if (direction * number(epochs.get(i), "validation", metric)
          < direction * number(epochs.get(best), "validation", metric)) {
        best = i;
      }
    }
    return best + 1;
  }

  /// With an average of the parameters it is the average that is kept, and saved.
  @ParameterizedTest
  @ValueSource(strings = {"", "average: {type: exponential, decay: 0.5}\n"})
  void theTestSplitIsEvaluatedWithTheParametersOfTheBestEpoch(String average) throws IOException {
    Command command =
        run("best", average + "keep: {type: best, watch: validation.loss, should: fall}");

    assertThat(command.code()).as(command.err()).isZero();
    List<Map<String, @Nullable Object>> epochs = history("best");
    int best = bestEpoch(epochs, "loss", 1);
    assertThat(best).as("a test needs a best epoch before the last").isLessThan(8);
    assertThat(command.out() + command.err())
        .contains("kept the parameters of epoch %d of 8".formatted(best));
    assertThat(tree("best", "provenance.json").toString()).contains("train.keep=epoch " + best);
    Map<String, @Nullable Object> metrics = tree("best", "metrics.json");
    assertThat(number(metrics, "validation", "loss"))
        .isEqualTo(number(epochs.get(best - 1), "validation", "loss"));

    String shorter = "epochs: %d".formatted(best);
    String definition = DEFINITION.replace("  epochs: 8\n", (shorter + "\n" + average).indent(2));
    Files.writeString(temporary.resolve("shorter.yaml"), definition);
    assertThat(
            gatun(
                    "run",
                    temporary.resolve("shorter.yaml").toString(),
                    "--out",
                    temporary.resolve("shorter").toString())
                .code())
        .isZero();
    assertThat(metrics.get("test")).isEqualTo(tree("shorter", "metrics.json").get("test"));
    Command again = gatun("evaluate", temporary.resolve("best").toString(), "--json");
    assertThat(Json.readObject(again.out()).get("test")).isEqualTo(metrics.get("test"));
  }

  @Test
  void anUnknownNumberIsAMistakeInTheDefinition() throws IOException {
    for (String option :
        List.of("stop: {type: early,", "keep: {type: best,", "schedule: {type: plateau,")) {
      String key = option.substring(0, option.indexOf(':'));
      Command command = run(key, option + " watch: validation.accurracy}");

      assertThat(command.code()).isEqualTo(2);
      assertThat(command.err())
          .contains("train.%s.watch: no epoch will have a number".formatted(key))
          .endsWith("'validation.accurracy'; did you mean 'validation.accuracy'?\n");
    }
  }
}

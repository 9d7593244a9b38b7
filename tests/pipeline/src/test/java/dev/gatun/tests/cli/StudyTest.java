package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Definitions with a `vary` part.
final class StudyTest {
  private static final String DEFINITION =
      """
      engine: java
      collect:
        source: {type: blobs, examples: 60, test-examples: 30}
      model:
        type: sequential
        layers:
          - {id: hidden, type: linear, units: 4}
          - relu
          - {type: linear, units: auto}
      loss: cross-entropy
      train:
        epochs: 2
        batch-size: 20
        optimizer: {type: sgd, learning-rate: 0.01}
      evaluate:
        metrics: [accuracy]
        figures: [decision-regions, curves]
      vary:
      """;

  @TempDir private Path temporary;

  private Path definition(String vary) throws IOException {
    return Files.writeString(temporary.resolve("study.yaml"), DEFINITION + vary.indent(2));
  }

  private Command study(String vary, String... words) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("run", definition(vary).toString(), "--out", folder().toString()));
    all.addAll(List.of(words));
    return gatun(all.toArray(String[]::new));
  }

  private Path folder() {
    return temporary.resolve("out");
  }

  @Test
  void everyCombinationIsARunOfItsOwn() throws IOException {
    Command command =
        study(
            """
            model.layers.hidden.units: [3, 5]
            train.optimizer: [adam, {type: sgd, learning-rate: 0.1}]
            """);

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("run     1/4: units 3, optimizer adam\n")
        .contains("run     4/4: units 5, optimizer {type: sgd, learning-rate: 0.1}\n")
        .containsOnlyOnce("engine  java")
        .containsPattern("(?m)^units +optimizer +train loss +test loss +test accuracy$")
        .containsPattern("(?m)^ +5 +adam +[\\d.]+ +[\\d.]+ +[\\d.]+$");
    assertThat(folder().resolve("report.html"))
        .content()
        .contains("4 runs, varying units and optimizer")
        .contains("href=\"1-units=3-optimizer=adam/report.html\"")
        .contains("<h2>curves</h2>")
        .containsOnlyOnce("<h2>decision-regions</h2>");
    assertThat(folder().resolve("1-units=3-optimizer=adam/figures/decision-regions.png")).exists();
    Path second = folder().resolve("2-units=3-optimizer=-type-sgd-learning-rate-0.1-");
    assertThat(second.resolve("pipeline.yaml"))
        .content()
        .contains("units: 3")
        .doesNotContain("vary");
    assertThat(second.resolve("report.html")).exists();
  }

  @Test
  void theTableIsJsonToo() throws IOException {
    Command command = study("seed: [1, 2, 3]", "--json");

    assertThat(command.done()).containsEntry("vary", List.of("seed"));
    assertThat(command.json().get("runs"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .hasSize(3)
        .extracting(run -> run.get("seed"))
        .extracting(seed -> ((Number) Objects.requireNonNull(seed)).intValue())
        .containsExactly(1, 2, 3);
    assertThat(Json.readObject(Files.readString(folder().resolve("metrics.json"))))
        .containsEntry("name", "study");
  }

  @Test
  void aRunThatDivergesIsPartOfTheResult() throws IOException {
    Command command = study("train.optimizer.learning-rate: [1e30, 0.01]");

    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("1e30: epoch 1").containsPattern("(?m)^ +1e30 +- +- +-$");
    assertThat(folder().resolve("report.html")).content().contains("NaN or infinite");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed: 3 | study.yaml:19:3 vary.seed: must be a list of values, got 3",
        "seed: [] | study.yaml:19:3 vary.seed: must have at least one value, got none",
        "train.epoch: [1] | study.yaml:19:3 train.epoch: no option 'epoch' of trainer"
            + " 'gradient-descent'; did you mean 'epochs'?",
        "train.epochs: [1, x] | study.yaml:19:3 train.epochs: must be an integer, got 'x'",
        "model.layer.hidden.units: [1] | study.yaml:19:3 vary: model has no 'layer'; did you mean"
            + " 'layers'?"
      })
  void mistakesAreToldBeforeAnythingRuns(String vary, String message) throws IOException {
    Command command = study(vary);

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains(message);
    assertThat(folder()).doesNotExist();
  }
}

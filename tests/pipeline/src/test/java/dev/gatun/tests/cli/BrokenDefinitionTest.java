package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes people make in definitions, each told in a line with its place and a remedy.
final class BrokenDefinitionTest {
  private static final String GOOD =
      """
      name: good
      seed: 7
      collect:
        source: {type: synthetic-digits, examples: 200, test-examples: 50}
        transforms:
          - {type: scale, to: [0, 1]}
      model:
        type: sequential
        layers:
          - {id: hidden, type: linear, units: 16}
          - relu
          - {id: output, type: linear, units: auto}
      loss: cross-entropy
      train:
        epochs: 1
        batch-size: 32
        optimizer: {type: sgd, learning-rate: 0.05}
      evaluate:
        metrics: [accuracy]
      """;

  @TempDir private Path folder;

  private void fails(int code, String definition, String... messages) {
    Path file = folder.resolve("bad.yaml");
    try {
      Files.writeString(file, definition);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (String command : new String[] {"check", "run"}) {
      Path out = folder.resolve("out");
      Command result =
          command.equals("run")
              ? gatun(command, file.toString(), "--out", out.toString())
              : gatun(command, file.toString());
      assertThat(result.code()).as(result.err()).isEqualTo(code);
      String[] expected = new String[messages.length];
      for (int i = 0; i < messages.length; i++) {
        expected[i] = "gatun: " + messages[i].replace("FILE", file.toString());
      }
      assertThat(result.err().lines()).containsExactly(expected);
    }
  }

  private static String with(String old, String replacement) {
    assertThat(GOOD).contains(old);
    return GOOD.replace(old, replacement);
  }

  @Test
  void theDefinitionThatIsBrokenBelowIsGood() throws IOException {
    Path file = Files.writeString(folder.resolve("good.yaml"), GOOD);
    assertThat(gatun("check", file.toString()).code()).isZero();
  }

  @Test
  void unknownKey() {
    fails(
        2,
        with("  epochs: 1", "  epoch: 1"),
        "FILE:15:3 train.epoch: no option 'epoch' of trainer 'gradient-descent';"
            + " did you mean 'epochs'?");
  }

  @Test
  void wrongType() {
    fails(
        2,
        with("units: 16", "units: many"),
        "FILE:10:34 model.layers[0].units: must be an integer or auto, got 'many'");
  }

  @Test
  void misspeltComponent() {
    fails(
        2,
        with("type: linear, units: 16", "type: liner, units: 16"),
        "FILE:10:20 model.layers[0].type: no layer 'liner'; did you mean 'linear'?");
  }

  @Test
  void duplicateKey() {
    fails(
        2,
        with("seed: 7", "seed: 7\nseed: 8"),
        "FILE:3:1 seed: is given twice, first at FILE:2:1; remove one");
  }

  @Test
  void missingFile() {
    fails(
        3,
        with(
            "{type: synthetic-digits, examples: 200, test-examples: 50}",
            "{type: csv, path: no.csv}"),
        folder.resolve("no.csv")
            + ": no such file; set collect.source.path to a CSV file (FILE:4:3 collect.source)");
  }

  @Test
  void mismatchedShapes() {
    fails(
        2,
        with("units: auto", "units: 5"),
        "FILE:13:1 loss[0]: the model gives [n, 5], the target needs 10 outputs; let the last layer"
            + " have units: auto (times: shapes must be equal, or one [1, k], [n, 1] or [1, 1],"
            + " got [n, 5] and [n, 10]) (input [n, 5])");
  }

  @Test
  void emptyFile() {
    fails(
        2,
        "",
        "FILE:1:1: the definition is empty; give it keys such as 'collect' and 'model', or start"
            + " from what 'gatun show digits' prints");
  }

  @Test
  void tabs() {
    fails(
        2,
        with("  epochs: 1", "\tepochs: 1"),
        "FILE:15:1: a line must be indented with spaces, got a tab; use spaces");
  }

  @Test
  void aFractionForAnInteger() {
    fails(
        2,
        with("batch-size: 32", "batch-size: 32.5"),
        "FILE:16:3 train.batch-size: must be an integer, got 32.5");
  }

  @Test
  void anOptionOutOfRange() {
    fails(
        2,
        with("learning-rate: 0.05", "learning-rate: -0.05"),
        "FILE:17:26 train.optimizer.learning-rate: must be above 0, got -0.05");
  }

  @Test
  void severalMistakesAreReportedTogether() {
    fails(
        2,
        with("  epochs: 1", "  epoch: 1")
            .replace("type: linear, units: 16", "type: liner, units: 16")
            .replace("metrics: [accuracy]", "metrics: [acuracy]"),
        "FILE:10:20 model.layers[0].type: no layer 'liner'; did you mean 'linear'?",
        "FILE:15:3 train.epoch: no option 'epoch' of trainer 'gradient-descent';"
            + " did you mean 'epochs'?",
        "FILE:19:13 evaluate.metrics[0]: no metric 'acuracy'; did you mean 'accuracy'?");
  }

  @Test
  void anEngineThatIsNotThereIsReportedWithOtherMistakes() {
    String engine = with("seed: 7", "engine: jav");
    fails(
        2,
        engine.replace("batch-size: 32", "batch-size: 0"),
        "FILE:2:1 engine: no engine 'jav'; did you mean 'java'?",
        "FILE:16:3 train.batch-size: must be at least 1, got 0");
    fails(
        2,
        engine.replace(
            "metrics: [accuracy]", "metrics: [accuracy]\n  require: ['test.acuracy >= 0.5']"),
        "FILE:2:1 engine: no engine 'jav'; did you mean 'java'?",
        "FILE:20:13 evaluate.require[0]: 'acuracy' is not measured on test; there are accuracy,"
            + " loss, or add it to evaluate.metrics");
  }

  @Test
  void requirementsThatNoRunCanMeet() {
    fails(
        2,
        with(
            "  metrics: [accuracy]",
            "  metrics: [accuracy]\n  require: ['test.acuracy >= 0.5', test.accuracy > high]"),
        "FILE:20:13 evaluate.require[0]: 'acuracy' is not measured on test; there are accuracy,"
            + " loss, or add it to evaluate.metrics",
        "FILE:20:36 evaluate.require[1]: require: must be like 'test.accuracy >= 0.97',"
            + " got 'test.accuracy > high'");
  }

  @Test
  void aModelThatIsTooLarge() {
    fails(
        2,
        with("units: 16", "units: 2000000000"),
        "FILE:10:7 model.layers[0]: 'hidden.weight': a model has at most 2,147,483,647 numbers,"
            + " got 1,568,000,000,000 with [784, 2000000000]; use fewer units (input [n, 1, 28, 28])");
  }

  @Test
  void aMetricThatTheDataCannotServe() {
    fails(
        3,
        with("metrics: [accuracy]", "metrics: [mse]"),
        "metric 'mse' needs target values, which the data does not have; remove it from evaluate");
  }
}

package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static dev.gatun.tests.cli.Command.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/// The built-in definitions on real digits, where `GATUN_DATA` names a folder with them.
@EnabledIfEnvironmentVariable(
    named = "GATUN_DATA",
    matches = ".+",
    disabledReason = "GATUN_DATA is not set: real digits are not tried")
final class MnistRunTest {
  @TempDir private Path folder;

  private Map<String, @Nullable Object> run(String definition, String engine) {
    String data = System.getenv("GATUN_DATA");
    return gatun(
            "run",
            definition,
            "--json",
            "--engine",
            engine,
            "--out",
            folder.resolve(definition + "-" + engine).toString(),
            "--set",
            "collect.source.path=" + data + "/mnist")
        .done();
  }

  @Test
  void oneHiddenLayerReads978OfAThousandOnBothEngines() {
    double fast = number(run("mnist", "openblas"), "test", "accuracy");
    double portable = number(run("mnist", "java"), "test", "accuracy");
    assertThat(fast).isGreaterThanOrEqualTo(0.978);
    assertThat(portable).isGreaterThanOrEqualTo(0.978).isCloseTo(fast, within(0.003));
  }

  @Test
  void aLinearClassifierReads915OfAThousand() {
    assertThat(number(run("mnist-linear", "openblas"), "test", "accuracy"))
        .isGreaterThanOrEqualTo(0.915);
  }

  @Test
  void aModelOfDrawnDigitsReadsRealOnes() {
    Path out = folder.resolve("drawn");
    gatun("run", "digits", "--json", "--out", out.toString()).done();
    double accuracy =
        number(
            gatun(
                    "evaluate",
                    out.toString(),
                    "--json",
                    "--set",
                    "collect.source={type: mnist, path: '%s/mnist'}"
                        .formatted(System.getenv("GATUN_DATA")))
                .done(),
            "test",
            "accuracy");
    assertThat(accuracy).isGreaterThanOrEqualTo(0.9);
  }
}

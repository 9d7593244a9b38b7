package dev.gatun.tests.cli;

import static dev.gatun.tests.cli.Command.gatun;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// `gatun engines`: the list, the doctor, the measurements.
final class EnginesCommandTest {
  @Test
  void theListSaysWhatEachIsAndWhichAutoTakes() {
    Command command = gatun("engines");

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .contains("\njava  available")
        .contains("\nreference  available\n")
        .contains("never taken by auto")
        .containsOnlyOnce("auto takes it");
  }

  @Test
  void theListAsJsonHasOneThatAutoTakes() {
    assertThat(gatun("engines", "--json").json().get("engines"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(engine -> engine.containsKey("id") && engine.containsKey("available"))
        .filteredOn(engine -> Boolean.TRUE.equals(engine.get("auto")))
        .hasSize(1);
  }

  @Test
  void anEngineMayBeAskedForAlone() {
    assertThat(gatun("engines", "--engine", "java").out())
        .startsWith("java  available")
        .doesNotContain("\nreference");
    assertThat(gatun("engines", "--engine", "jav"))
        .isEqualTo(
            new Command(
                5,
                "",
                "gatun: engine 'jav': no such engine; there are java, openblas, reference, traced\n"));
  }

  @Test
  void doctorAndBenchExcludeEachOther() {
    assertThat(gatun("engines", "--doctor", "--bench").code()).isEqualTo(2);
  }

  @Test
  void theDoctorTriesEveryRule() {
    Command command = gatun("engines", "--doctor", "--engine", "java");

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .containsPattern("^java  keeps all \\d+ rules in \\d+\\.\\d s\n")
        .containsPattern("(?m)^  products +\\d+ rules +kept")
        .containsPattern("(?m)^  linear algebra +\\d+ rules +kept")
        .doesNotContain("broken");
  }

  @Test
  void theDoctorAnswersInJson() {
    assertThat(gatun("engines", "--doctor", "--engine", "openblas", "--json").json().get("engines"))
        .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
        .singleElement(InstanceOfAssertFactories.MAP)
        .containsEntry("id", "openblas")
        .containsEntry("sound", true)
        .extractingByKey("rules", InstanceOfAssertFactories.list(Map.class))
        .hasSizeGreaterThan(50)
        .allMatch(rule -> rule.containsKey("id") && rule.containsKey("outcome"));
  }

  @Test
  void theBenchRecommendsAnEngine() {
    Command command = gatun("engines", "--bench", "--engine", "java");

    assertThat(command.code()).isZero();
    assertThat(command.out())
        .containsPattern("(?m)^product 256×256×256 +GFLOP/s +[\\d.]+ +[\\d.]+$")
        .containsPattern("(?m)^SGD update, 4 M parameters +GB/s ")
        .containsPattern(
            "\nfastest here: engine java with \\d+ threads?, [\\d,.]+ training steps/s");
  }
}

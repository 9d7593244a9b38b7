package dev.gatun.tests.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.definition.Description;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every component that is installed is held against PyTorch's, or said to have none there.
final class CoverageTest {
  private static final Pattern TYPE = Pattern.compile("^\\{type: ([a-z0-9-]+)");

  /// What has no counterpart in PyTorch, with the reason.
  private static final Map<String, String> WITHOUT =
      Map.of(
          "layer gated", "of the example plugin",
          "layer sparsemax", "of the example plugin",
          "layer swish", "of the example plugin",
          "loss focal", "of the example plugin",
          "optimizer lion", "of the example plugin",
          "schedule inverse-square-root", "PyTorch has no such schedule; see ScheduleTest");

  private static final Map<String, List<Fixture>> CASES =
      Map.of(
          "layer", LayerParityTest.cases(),
          "loss", LossParityTest.cases(),
          "optimizer", OptimizerParityTest.cases(),
          "penalty", PenaltyParityTest.cases(),
          "schedule", ScheduleParityTest.cases());

  /// {@return kind and name of what a case is about}
  private static String subject(String kind, Fixture fixture) {
    Matcher matcher = TYPE.matcher(fixture.text());
    return kind + " " + (matcher.find() ? matcher.group(1) : fixture.text());
  }

  @Test
  void everyComponentHasACaseOrAReason() {
    TreeSet<String> covered = new TreeSet<>(WITHOUT.keySet());
    TreeSet<String> installed = new TreeSet<>();
    CASES.forEach((kind, cases) -> {
      cases.forEach(fixture -> covered.add(subject(kind, fixture)));
      for (Description each : Objects.requireNonNull(Parity.COMPONENTS.all().get(kind))) {
        installed.add(kind + " " + each.name());
      }
    });
    assertThat(installed)
        .as("a new component needs a case in parity.py, or an entry in WITHOUT of this test")
        .containsExactlyElementsOf(covered);
  }

  @Test
  void theReadmeTellsHowManyCasesThereAre() {
    int cases = CASES.values().stream().mapToInt(List::size).sum();
    assertThat(Path.of("..", "..", "README.md"))
        .content()
        .contains("in %d cases".formatted(cases + TrajectoryParityTest.cases().size()));
  }

  @Test
  void everyOptimizerTrainsTheNetwork() {
    assertThat(TrajectoryParityTest.cases())
        .extracting(Fixture::text)
        .containsExactlyElementsOf(
            OptimizerParityTest.cases().stream().map(Fixture::text).toList());
  }
}

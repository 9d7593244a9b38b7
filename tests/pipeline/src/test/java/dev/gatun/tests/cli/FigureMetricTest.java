package dev.gatun.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Plugin;
import dev.gatun.api.Result;
import dev.gatun.engine.Engines;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Interruption;
import dev.gatun.runner.Run;
import dev.gatun.runner.definition.Components;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures draw what was measured in the one pass over the test split that the metrics need anyway.
final class FigureMetricTest {
  private static long counted;
  private static final List<Result> DRAWN = new ArrayList<>();

  /// Counts examples, also those it was ever shown.
  @Component(name = "count", summary = "counts examples", formula = "n", source = "")
  public record Count() implements Metric {
    @Override
    public EnumSet<Need> needs() {
      return EnumSet.noneOf(Need.class);
    }

    @Override
    public Meter start(Info info) {
      return new Meter() {
        private long rows;

        @Override
        public void add(Batch batch) {
          rows += batch.rows();
          counted += batch.rows();
        }

        @Override
        public Result result() {
          return new Result.Number(rows);
        }
      };
    }
  }

  /// Keeps what it should draw.
  @Component(name = "kept", summary = "draws nothing", formula = "", source = "")
  public record Kept() implements Figure {
    @Override
    public Optional<Metric> metric() {
      return Optional.of(new Count());
    }

    @Override
    public Optional<byte[]> draw(Figure.Run run) {
      DRAWN.add(run.result().orElseThrow());
      return Optional.empty();
    }
  }

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    counted = 0;
    DRAWN.clear();
  }

  private Map<String, Object> run(String... assignments) {
    List<Plugin> plugins = new ArrayList<>();
    ServiceLoader.load(Plugin.class).forEach(plugins::add);
    plugins.add(() -> List.of(Count.class, Kept.class));
    Installation installation =
        new Installation(Components.of(plugins), Engines.load(getClass().getClassLoader()));
    List<String> all =
        new ArrayList<>(
            List.of(
                "engine=java",
                "collect.source.examples=200",
                "collect.source.test-examples=100",
                "train.epochs=1"));
    all.addAll(List.of(assignments));
    Run.Request request =
        new Run.Request(
            new Definitions(installation).open(new Definitions.Request("digits", List.of(), all)),
            Optional.of(folder),
            1,
            false);
    return new Run(installation, request, new Interruption(), _ -> {}).execute().metrics();
  }

  @Test
  void aMetricThatIsOnlyDrawnIsMeasuredOnce() {
    Map<String, Object> metrics =
        run("evaluate.metrics=[accuracy]", "evaluate.figures=[kept, {id: again, type: kept}]");

    assertThat(counted).isEqualTo(100);
    assertThat(DRAWN).containsExactly(new Result.Number(100), new Result.Number(100));
    assertThat(metrics.get("test"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("loss", "accuracy")
        .doesNotContainKeys("count", "kept", "again");
  }

  @Test
  void withoutATestSplitItIsMeasuredOnValidation() {
    run(
        "evaluate.metrics=[accuracy]",
        "evaluate.figures=[kept, {id: again, type: kept}]",
        "collect.source.test-examples=0");

    assertThat(DRAWN).hasSize(2);
    assertThat(DRAWN.getFirst()).isEqualTo(new Result.Number(counted));
  }
}

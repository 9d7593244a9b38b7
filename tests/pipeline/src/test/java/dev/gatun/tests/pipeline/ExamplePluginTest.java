package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Component;
import dev.gatun.api.Loss;
import dev.gatun.api.Plugin;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import dev.gatun.tests.example.Focal;
import dev.gatun.tests.example.Gated;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an author composes has gradients and trains.
final class ExamplePluginTest {
  private static final int COUNT = 24;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, COUNT, 6, 3, -1, 1);

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void thePluginIsFoundWithItsComponents() {
    assertThat(
            ServiceLoader.load(Plugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(plugin -> plugin.components().stream())
                .map(component -> component.getAnnotation(Component.class).name()))
        .contains("focal", "gated");
  }

  private Network network(Loss loss) {
    return Networks.of(
        examples,
        GradientCheck.withInputs((scope, x) ->
            scope.apply(
                Networks.named("out", new Gated(3, Networks.CENTERED)),
                scope.apply(Networks.named("hidden", new Gated(8, Networks.CENTERED)), x))),
        loss);
  }

  @Test
  void lossAndLayerPassTheGradientCheck() {
    for (float gamma : new float[] {0, 0.5f, 1, 2, 5}) {
      GradientReport report =
          GradientCheck.run(
              network(new Focal(gamma)),
              examples,
              Numbers.firstRows(COUNT),
              GradientCheck.Settings.DEFAULT);
      assertThat(report.passed()).as("gamma %s%n%s", gamma, report.table()).isTrue();
      assertThat(report.rows())
          .extracting(GradientReport.Row::name)
          .containsExactly("inputs", "hidden.weight", "hidden.gate", "out.weight", "out.gate");
    }
  }

  @Test
  void withoutFocusTheLossIsCrossEntropy() {
    try (Trial focal = new Trial("reference", network(new Focal(0)), examples, COUNT);
        Trial plain = new Trial("reference", network(Networks.CROSS_ENTROPY), examples, COUNT)) {
      int[] rows = Numbers.firstRows(COUNT);
      assertThat(focal.step(rows).losses())
          .containsExactly(
              plain.step(rows).losses(), org.assertj.core.api.Assertions.within(1e-14));
    }
  }

  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void lossAndLayerTrainByPlainDescent(String engine) {
    try (Trial trial = new Trial(engine, network(new Focal(2)), examples, COUNT)) {
      int[] rows = Numbers.firstRows(COUNT);
      trial.step(rows);
      double first = trial.plan.loss();
      Tensor[] gradients = {trial.plan.gradients()};
      for (int step = 0; step < 300; step++) {
        trial.step(rows);
        trial.engine.sgd(0.5, 0, 0, false, gradients, null, trial.parameters.block());
      }
      trial.step(rows);
      assertThat(trial.plan.loss()).isPositive().isLessThan(first / 4);
    }
  }
}

package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Images;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Window;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import org.junit.jupiter.api.Test;

/// A convolution of whose parameters only the bias is trained.
final class FrozenConvolutionTest {
  @Test
  void theBiasHasItsGradient() {
    try (Workspace data = Workspace.open("data")) {
      Examples examples = Numbers.classes(data, 3, 24, 2, -1, 1);
      Network network =
          Networks.of(
              examples,
              (scope, x) ->
                  Images.convolution(
                      x.reshape(Shape.examples(2, 3, 4)),
                      Window.of(2, 1, 0),
                      x.graph().constants(1, 2, 3, 4, 5, 6, 7, 8).reshape(Shape.of(1, 2, 2, 2)),
                      scope.parameter("bias", Shape.of(1, 1), Networks.CENTERED)),
              (scores, _) -> scores.flatten().sin().sumRows());
      GradientReport report =
          GradientCheck.run(
              network, examples, Numbers.firstRows(3), GradientCheck.Settings.DEFAULT);
      assertThat(report.passed()).as(report.table()).isTrue();
      assertThat(report.rows()).singleElement().satisfies(row -> assertThat(row.checked()).isOne());
    }
  }
}

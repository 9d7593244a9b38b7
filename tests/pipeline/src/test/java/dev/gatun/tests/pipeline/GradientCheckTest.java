package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The check finds wrong gradients, and takes kinks for what they are.
final class GradientCheckTest {
  private static final GradientCheck.Settings UNMOVED = new GradientCheck.Settings(1e-6, 64, 0, 7);

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, 6, 4, 3, 0.2, 1.2);

  @AfterEach
  void close() {
    data.close();
  }

  private GradientReport check(Layer model, GradientCheck.Settings settings) {
    return GradientCheck.run(
        Networks.of(examples, model, Networks.SUM), examples, Numbers.firstRows(6), settings);
  }

  private static Value wrong(Value x, Value p, double factor) {
    return x.graph().apply(new Norm.Product(factor), x.plus(p), x);
  }

  @Test
  void aGradientThatIsWrongByAThousandthOfAPercentFails() {
    Layer model =
        (scope, x) ->
            wrong(x, scope.parameter("p", Shape.of(1, 4), Networks.CENTERED), 1 + 1e-5)
                .times(scope.parameter("good", Shape.of(1, 4), Networks.CENTERED));
    GradientReport report = check(model, GradientCheck.Settings.DEFAULT);
    assertThat(report.passed()).isFalse();
    GradientReport.Row p = report.rows().getFirst();
    assertThat(p.name()).isEqualTo("p");
    assertThat(p.checked()).isEqualTo(4);
    assertThat(p.kinks()).isZero();
    assertThat(p.relativeError()).isBetween(5e-6, 5e-5);
    GradientReport.Coordinate worst = p.worst().orElseThrow();
    assertThat(worst.numerical()).isNotEqualTo(worst.analytic());
    assertThat(report.rows().get(1).relativeError()).isLessThan(1e-8);
    assertThat(report.table())
        .startsWith("parameter")
        .contains("p ", "WRONG", "good ", "ok", "[1, 4]");
  }

  @Test
  void aGradientThatIsNotNumberFails() {
    GradientReport report =
        check(
            (scope, x) ->
                x.plus(scope.parameter("p", Shape.of(1, 4), Initializer.ZEROS)).plus(-9).log(),
            UNMOVED);
    assertThat(report.passed()).isFalse();
  }

  @Test
  void aKinkAtTheVeryParameterIsReportedAndNotFailed() {
    GradientReport report =
        check(
            (scope, x) -> {
              Value p = scope.parameter("p", Shape.of(1, 4), (_, _, v) -> v[2] = 0.5);
              return x.times(p).relu().plus(x.times(p).square());
            },
            UNMOVED);
    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.rows().getFirst().kinks()).isEqualTo(3);
    assertThat(report.rows().getFirst().checked()).isEqualTo(1);
  }

  @Test
  void aKinkBesideTheParameterIsReportedAndNotFailed() {
    for (double distance : new double[] {4e-6, 1e-6, 1e-8, 1e-10, -1e-8, -4e-6}) {
      GradientReport report =
          check(
              (scope, x) -> {
                Value p = scope.parameter("p", Shape.of(1, 1), (_, _, v) -> v[0] = distance);
                return x.plus(p.abs()).plus(p.sin()).square();
              },
              UNMOVED);
      assertThat(report.passed()).as("%s%n%s", distance, report.table()).isTrue();
      assertThat(report.rows().getFirst().kinks()).as("%s", distance).isEqualTo(1);
    }
  }

  @Test
  void aJumpIsAKink() {
    GradientReport report =
        check(
            (scope, x) -> {
              Value p = scope.parameter("p", Shape.of(1, 1), Initializer.ZEROS);
              return x.plus(p.above(0, 1)).plus(p);
            },
            UNMOVED);
    assertThat(report.passed()).as(report.table()).isTrue();
    assertThat(report.rows().getFirst().kinks()).isEqualTo(1);
  }

  @Test
  void aWrongGradientIsNotTakenForAKink() {
    for (double factor : new double[] {0, -1, 0.999, 1.5, 100}) {
      GradientReport report =
          check(
              (scope, x) -> {
                Value p = scope.parameter("p", Shape.of(1, 4), Networks.CENTERED);
                return wrong(x, p.times(7).sin(), factor).square();
              },
              GradientCheck.Settings.DEFAULT);
      assertThat(report.passed()).as("%s%n%s", factor, report.table()).isFalse();
      assertThat(report.rows().getFirst().checked()).isEqualTo(4);
    }
  }

  @Test
  void largeParametersAreSampled() {
    Layer model = (scope, x) -> Networks.linear(scope, x, 50).tanh();
    GradientReport report = check(model, new GradientCheck.Settings(1e-6, 20, 0.1, 7));
    assertThat(report.passed()).isTrue();
    assertThat(report.rows()).extracting(GradientReport.Row::checked).containsOnly(20);
    assertThat(report.rows())
        .extracting(GradientReport.Row::shape)
        .containsExactly(Shape.of(4, 50), Shape.of(1, 50));
    assertThat(check(model, new GradientCheck.Settings(1e-6, 20, 0.1, 7))).isEqualTo(report);
  }

  @Test
  void penaltiesBelongToTheLoss() {
    var network =
        Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY)
            .penalties(java.util.List.of(Networks.named("l2", new Networks.Squares("*.weight"))));
    GradientReport report =
        GradientCheck.run(network, examples, Numbers.firstRows(6), GradientCheck.Settings.DEFAULT);
    assertThat(report.passed()).as(report.table()).isTrue();
  }

  @Test
  void aParameterThatDoesNothingHasNoError() {
    GradientReport report =
        check(
            (scope, x) -> {
              scope.parameter("idle", Shape.of(2, 2), Networks.CENTERED);
              return x.times(scope.parameter("p", Shape.of(1, 1), Networks.CENTERED));
            },
            GradientCheck.Settings.DEFAULT);
    assertThat(report.rows().getFirst().relativeError()).isCloseTo(0, within(0.0));
    assertThat(report.passed()).isTrue();
  }

  @Test
  void enginesInFloat32AreRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            GradientCheck.run(
                Trial.engine("java"),
                Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY),
                examples,
                Numbers.firstRows(6),
                GradientCheck.Settings.DEFAULT))
        .withMessage(
            "gradient check: engine 'java' computes in F32, whose rounding hides errors; use"
                + " 'reference'");
  }
}

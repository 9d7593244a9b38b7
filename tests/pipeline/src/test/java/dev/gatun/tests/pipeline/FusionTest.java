package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Learner;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Operations that were put together compute what they compute one by one.
final class FusionTest {
  private static final int ROWS = 9;
  private static final int FEATURES = 7;
  private static final int UNITS = 5;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, ROWS, FEATURES, UNITS, 0.2, 1.2);

  @AfterEach
  void close() {
    data.close();
  }

  private Trial trial(String engine, Network network, boolean fuse) {
    return trial(engine, network, examples, fuse);
  }

  private static Trial trial(String engine, Network network, Examples examples, boolean fuse) {
    return new Trial(engine, network, examples, new Plan.Settings(ROWS, Trial.SEED, fuse), true);
  }

  /// A linear layer with an activation; positive throughout, so that roots exist.
  private static Value activated(Scope scope, Value x, Activation activation) {
    Value weight =
        scope.parameter("first.weight", Shape.of(x.features(), UNITS), Networks.POSITIVE);
    Value bias = scope.parameter("first.bias", Shape.of(1, UNITS), Networks.CENTERED);
    return activation.value.apply(x.times(0.2).matmul(weight).plus(bias.times(0.2)));
  }

  private static Layer projected(Activation activation) {
    return (scope, x) ->
        activated(scope, x, activation)
            .times(scope.parameter("projection", Shape.of(1, UNITS), Networks.CENTERED));
  }

  @ParameterizedTest
  @EnumSource
  void linearLayersWithActivationAreFusedExactlyInFloat64(Activation activation) {
    Network network = Networks.of(examples, projected(activation), Networks.SUM);
    try (Trial fused = trial("reference", network, true);
        Trial plain = trial("reference", network, false)) {
      assertThat(fused.plan.operations()).contains(activation.fusedName);
      assertThat(fused.plan.operations()).doesNotContain("MatMul");
      assertThat(plain.plan.operations()).contains("MatMul").doesNotContain(activation.fusedName);
      assertClose(fused.step(rows()), plain.step(rows()), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("activationsOnFastEngines")
  void linearLayersWithActivationAreFusedWithinRoundingInFloat32(
      Activation activation, String engine) {
    Layer model =
        (scope, x) -> {
          Value w = scope.parameter("first.weight", Shape.of(FEATURES, UNITS), Networks.POSITIVE);
          Value b = scope.parameter("first.bias", Shape.of(1, UNITS), Networks.CENTERED);
          Value p = scope.parameter("projection", Shape.of(1, UNITS), Networks.CENTERED);
          return activation.value.apply(x.matmul(w).plus(b)).times(p);
        };
    Network network = Networks.of(examples, model, Networks.SUM);
    try (Trial fused = trial(engine, network, true);
        Trial plain = trial(engine, network, false)) {
      double[] p = number(fused, "projection");
      Rounding rounding =
          new Rounding(
              ROWS,
              Numbers.toArray(examples.inputs()),
              number(fused, "first.weight"),
              number(fused, "first.bias"),
              activation);
      Trial.Step one = fused.step(rows());
      Trial.Step other = plain.step(rows());
      assertWithin(one.losses(), other.losses(), rounding.ofLosses(p));
      Map<String, double[]> bounds = rounding.ofGradients(p);
      bounds.forEach(
          (name, bound) -> assertWithin(one.gradient(name), other.gradient(name), bound));
    }
  }

  static Stream<Arguments> activationsOnFastEngines() {
    return Trial.fastEngines().stream()
        .flatMap(engine -> Stream.of(Activation.values()).map(each -> Arguments.of(each, engine)));
  }

  private static double[] number(Trial trial, String name) {
    return trial.engine.download(trial.parameters.tensor(name));
  }

  static Stream<Arguments> enginesAndTolerances() {
    // To first order, with logits below 8 in magnitude and the curvature of softmax below 1.
    double float32 = Rounding.gamma(FEATURES + UNITS + 16 + ROWS) * 8;
    return Stream.concat(
        Stream.of(Arguments.of("reference", 1e-12)),
        Trial.fastEngines().stream().map(engine -> Arguments.of(engine, float32)));
  }

  @ParameterizedTest
  @MethodSource("enginesAndTolerances")
  void softmaxAndCrossEntropyAreFused(String engine, double tolerance) {
    Network network =
        Networks.of(
            examples,
            (scope, x) -> Networks.linear(scope, x.times(2), UNITS),
            Networks.CROSS_ENTROPY);
    try (Trial fused = trial(engine, network, true);
        Trial plain = trial(engine, network, false)) {
      assertThat(fused.plan.operations())
          .contains("softmax+cross-entropy")
          .doesNotContain("LogSoftmax", "OneHot");
      assertThat(plain.plan.operations()).contains("LogSoftmax", "OneHot");
      assertClose(fused.step(rows()), plain.step(rows()), tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndTolerances")
  void softmaxAndCrossEntropyAreFusedWhereTheLossIsWeightedToo(String engine, double tolerance) {
    Loss twice = (scores, target) -> Networks.CROSS_ENTROPY.of(scores, target).times(2).plus(1);
    Network network = Networks.of(examples, (scope, x) -> Networks.linear(scope, x, UNITS), twice);
    try (Trial fused = trial(engine, network, true);
        Trial plain = trial(engine, network, false)) {
      assertThat(fused.plan.operations()).contains("softmax+cross-entropy");
      assertClose(fused.step(rows()), plain.step(rows()), 2 * tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndTolerances")
  void squaredDistancesFromDataAreFused(String engine, double tolerance) {
    Examples valued = Numbers.values(data, ROWS, FEATURES, UNITS);
    Loss turned =
        (scores, target) -> target.values().minus(scores).square().sumRows().times(0.5).times(3);
    for (Loss loss : List.of(Networks.SQUARES, turned)) {
      Network network = Networks.of(valued, (scope, x) -> Networks.linear(scope, x, UNITS), loss);
      try (Trial fused = trial(engine, network, valued, true);
          Trial plain = trial(engine, network, valued, false)) {
        assertThat(fused.plan.operations()).contains("squared distance");
        assertThat(plain.plan.operations()).doesNotContain("squared distance");
        assertClose(fused.step(rows()), plain.step(rows()), tolerance);
      }
    }
  }

  @Test
  void squaredDistancesOfWhatBothTakeGradientsAreNotFused() {
    Loss loss =
        (scores, _) ->
            scores.minus(scores.graph().parameter("prior")).square().sumRows().times(0.5);
    assertUnfused(
        "squared distance", (scope, x) -> Networks.linear(scope, x, UNITS), loss, "prior");
  }

  @Test
  void scalingIsFoldedIntoGathering() {
    Layer model =
        (scope, x) -> {
          Value scale = scope.learned("scale", Shape.of(1, FEATURES), x, Spreads::new);
          return Networks.linear(scope, x.scaled(scale, x.graph().constant(-0.5).times(scale)), 2);
        };
    Network network = Networks.of(examples, model, Networks.SUM);
    try (Trial fused = trial("reference", network, true);
        Trial plain = trial("reference", network, false)) {
      assertThat(fused.plan.operations()).contains("Inputs").doesNotContain("Scaled");
      assertThat(plain.plan.operations()).contains("Inputs", "Scaled");
      assertClose(fused.step(rows()), plain.step(rows()), 1e-12);
    }
  }

  @Test
  void nothingIsFusedAroundAValueThatIsUsedElsewhere() {
    assertNotFused(
        "linear",
        (x, w, b) -> {
          Value product = x.matmul(w);
          return product.plus(b).plus(product);
        });
    assertNotFused(
        "linear+tanh",
        (x, w, b) -> {
          Value sum = x.matmul(w).plus(b);
          return sum.tanh().plus(sum);
        });
    assertNotFused("linear", (x, w, b) -> x.matmul(w).plus(b.sum()));
  }

  @Test
  void softmaxIsNotFusedWhereLogarithmsAreUsedElsewhere() {
    Loss loss =
        (scores, target) -> {
          Value logs = scores.logSoftmax();
          return logs.times(target.oneHot()).sumRows().negate().plus(logs.square().sumRows());
        };
    assertUnfused("softmax+cross-entropy", (scope, x) -> Networks.linear(scope, x, UNITS), loss);
  }

  @Test
  void softmaxIsNotFusedWhereOneRowOfScoresServesEveryExample() {
    assertUnfused(
        "softmax+cross-entropy",
        (scope, x) -> x,
        (scores, target) -> Networks.CROSS_ENTROPY.of(scores.graph().parameter("prior"), target),
        "prior");
  }

  private interface Composed {
    Value of(Value x, Value w, Value b);
  }

  private void assertNotFused(String name, Composed composed) {
    assertUnfused(
        name,
        (scope, x) ->
            composed.of(
                x,
                scope.parameter("w", Shape.of(FEATURES, UNITS), Networks.CENTERED),
                scope.parameter("b", Shape.of(1, UNITS), Networks.CENTERED)),
        Networks.SUM);
  }

  private void assertUnfused(String name, Layer model, Loss loss, String... parameters) {
    Layer withParameters =
        (scope, x) -> {
          for (String parameter : parameters) {
            scope.parameter(parameter, Shape.of(1, UNITS), Networks.CENTERED);
          }
          return model.apply(scope, x);
        };
    Network network = Networks.of(examples, withParameters, loss);
    try (Trial fused = trial("reference", network, true);
        Trial plain = trial("reference", network, false)) {
      assertThat(fused.plan.operations()).doesNotContain(name);
      assertClose(fused.step(rows()), plain.step(rows()), 1e-12);
    }
  }

  private static int[] rows() {
    return Numbers.firstRows(ROWS);
  }

  private static void assertClose(Trial.Step one, Trial.Step other, double relative) {
    assertClose(one.losses(), other.losses(), relative);
    assertThat(one.gradients().keySet()).isEqualTo(other.gradients().keySet());
    one.gradients()
        .forEach((name, gradient) -> assertClose(gradient, other.gradient(name), relative));
  }

  private static void assertClose(double[] one, double[] other, double relative) {
    double greatest =
        Stream.of(one, other).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    for (int i = 0; i < one.length; i++) {
      assertThat(one[i]).isCloseTo(other[i], within(relative * Math.max(greatest, 1e-3)));
    }
  }

  /// Each may be off by the bound.
  private static void assertWithin(double[] one, double[] other, double[] bounds) {
    assertThat(one).hasSameSizeAs(other);
    for (int i = 0; i < one.length; i++) {
      assertThat(one[i]).as("element %d", i).isCloseTo(other[i], within(2 * bounds[i]));
    }
  }

  /// Learns one plus the greatest number of each feature.
  private static final class Spreads implements Learner {
    private final double[] greatest = new double[FEATURES];

    @Override
    public void add(double[] features) {
      for (int i = 0; i < features.length; i++) {
        greatest[i] = Math.max(greatest[i], features[i]);
      }
    }

    @Override
    public double[] result() {
      return Arrays.stream(greatest).map(x -> 1 + x).toArray();
    }
  }
}

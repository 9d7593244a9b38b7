package dev.gatun.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Layer;
import dev.gatun.api.Named;
import dev.gatun.api.Penalty;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches of any size up to the capacity, halves, weights and penalties.
final class BatchTest {
  private static final int CAPACITY = 19;

  private final Workspace data = Workspace.open("data");
  private final Examples examples = Numbers.classes(data, CAPACITY, 6, 3, -1, 1);

  @AfterEach
  void close() {
    data.close();
  }

  static List<String> engines() {
    return Stream.concat(Stream.of("reference"), Trial.fastEngines().stream()).toList();
  }

  /// Everything whose buffers outlast a batch: fused and plain ops, repetition, sums, dropout, an
  /// op over rows.
  private static Layer everything() {
    return (scope, x) -> {
      Value h = Networks.linear(scope.child("first"), x, 5).tanh();
      Value masked = scope.dropout("mask", h, 0.3);
      Value w = scope.parameter("w", Shape.of(1, 5), Networks.CENTERED);
      Value norm = x.graph().apply(new Norm.WeightedSquares(), masked, w);
      Value column = masked.columns(1, 1);
      Value both =
          masked.maximum(column).dividedBy(norm.exp()).beside(h.reshape(Shape.examples(5, 1)));
      return Networks.linear(scope.child("second"), both, 3).plus(w.sum());
    };
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aShortBatchIsExactWhateverRanBefore(String engine) {
    Network network = Networks.of(examples, everything(), Networks.CROSS_ENTROPY);
    for (int rows : new int[] {1, 2, 7, 16, CAPACITY}) {
      try (Trial wide = new Trial(engine, network, examples, CAPACITY);
          Trial tight = new Trial(engine, network, examples, rows)) {
        int[] chosen = IntStream.range(0, rows).map(i -> CAPACITY - 1 - i).toArray();
        wide.step(Numbers.firstRows(CAPACITY));
        wide.step(Numbers.firstRows(CAPACITY));
        assertSame(wide.step(chosen), tight.step(chosen));
        assertSame(wide.step(chosen), tight.step(chosen));
      }
    }
  }

  private static void assertSame(Trial.Step actual, Trial.Step expected) {
    assertThat(actual.losses()).containsExactly(expected.losses());
    expected
        .gradients()
        .forEach((name, gradient) ->
            assertThat(actual.gradient(name)).as(name).containsExactly(gradient));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void gradientsOfTwoHalvesAddUpToThoseOfTheWhole(String engine) {
    Network network = Networks.of(examples, everything(), Networks.CROSS_ENTROPY);
    double scale = 1.0 / CAPACITY;
    try (Trial whole = new Trial(engine, network, examples, CAPACITY);
        Trial first = new Trial(engine, network, examples, 12);
        Trial second = new Trial(engine, network, examples, 12)) {
      Map<String, double[]> expected = whole.step(scale, Numbers.firstRows(CAPACITY)).gradients();
      Trial.Step one = first.step(scale, Numbers.firstRows(12));
      Trial.Step other = second.step(scale, IntStream.range(12, CAPACITY).toArray());
      // Sums in another order: a few dozen roundings of terms below 1.
      double bound = engine.equals("reference") ? 1e-14 : Rounding.gamma(40);
      expected.forEach((name, gradient) -> {
        for (int i = 0; i < gradient.length; i++) {
          assertThat(one.gradient(name)[i] + other.gradient(name)[i])
              .as(name)
              .isCloseTo(gradient[i], within(bound));
        }
      });
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void weightsCountLikeRepetitions(String engine) {
    Tensor weights = Numbers.filled(data, Shape.of(CAPACITY), i -> i % 3);
    Examples weighted = Numbers.weighted(examples, weights);
    int[] repeated =
        IntStream.range(0, CAPACITY)
            .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
            .toArray();
    Network network = Networks.of(weighted, Networks.rectified(4, 3), Networks.CROSS_ENTROPY);
    Network plain = Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY);
    double bound = engine.equals("reference") ? 1e-14 : Rounding.gamma(40);
    try (Trial one = new Trial(engine, network, weighted, CAPACITY);
        Trial other = new Trial(engine, plain, examples, repeated.length)) {
      Map<String, double[]> gradients = one.step(0.05, Numbers.firstRows(CAPACITY)).gradients();
      double loss = one.plan.loss();
      other
          .step(0.05, repeated)
          .gradients()
          .forEach((name, gradient) ->
              assertThat(gradients.get(name)).containsExactly(gradient, within(bound)));
      assertThat(loss).isCloseTo(other.plan.loss(), within(30 * bound));
      // Another batch has other weights, and one without weights forgets them.
      one.step(0.05, 1);
      double single = one.plan.loss();
      one.plan.examples(examples);
      one.step(0.05, 2);
      assertThat(one.plan.loss()).isCloseTo(0.05 * one.step(0.05, 2).losses()[0], within(bound));
      assertThat(single).isCloseTo(0.05 * one.step(0.05, 1).losses()[0], within(bound));
    }
  }

  @Test
  void penaltiesAreCountedByOnePlan() {
    Network network =
        Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY)
            .penalties(List.of(new Named<>("l2", 0.25, new Networks.Squares("*.weight"))));
    try (Trial with = new Trial("reference", network, examples, CAPACITY);
        Trial without =
            new Trial(
                "reference", network, examples, Plan.Settings.of(CAPACITY, Trial.SEED), false)) {
      // The second step shows that nothing is left over from the first.
      with.step(1, 2, 3);
      Trial.Step penalised = with.step(1, 2, 3);
      Trial.Step plain = without.step(1, 2, 3);
      assertThat(penalised.gradient("first.bias")).containsExactly(plain.gradient("first.bias"));
      for (String name : List.of("first.weight", "second.weight")) {
        double[] weight = with.engine.download(with.parameters.tensor(name));
        for (int i = 0; i < weight.length; i++) {
          assertThat(penalised.gradient(name)[i])
              .isCloseTo(plain.gradient(name)[i] + 0.25 * weight[i], within(1e-15));
        }
      }
    }
  }

  @Test
  void aPenaltyMayBeAnyComposition() {
    Penalty scratch =
        new Penalty() {
          @Override
          public String parameters() {
            return "first.bias";
          }

          @Override
          public Value of(Value parameter) {
            Value one = parameter.graph().constant(1);
            return parameter.sum().matmul(one).plus(one);
          }
        };
    Network network =
        Networks.of(examples, Networks.rectified(4, 3), Networks.CROSS_ENTROPY)
            .penalties(List.of(new Named<>("sum", 0.5, scratch)));
    try (Trial with = new Trial("reference", network, examples, CAPACITY);
        Trial without =
            new Trial(
                "reference", network, examples, Plan.Settings.of(CAPACITY, Trial.SEED), false)) {
      for (int step = 0; step < 3; step++) {
        double[] penalised = with.step(1, 2).gradient("first.bias");
        double[] plain = without.step(1, 2).gradient("first.bias");
        for (int i = 0; i < plain.length; i++) {
          assertThat(penalised[i]).isCloseTo(plain[i] + 0.5, within(1e-15));
        }
      }
    }
  }
}

package dev.gatun.tests.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Penalty;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Parameters;
import dev.gatun.api.graph.Plan;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Engine;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import dev.gatun.plugins.loss.CrossEntropy;
import dev.gatun.plugins.loss.L1Penalty;
import dev.gatun.plugins.loss.L2;
import dev.gatun.plugins.loss.L2Penalty;
import dev.gatun.plugins.model.Dropout;
import dev.gatun.plugins.model.He;
import dev.gatun.plugins.model.Linear;
import dev.gatun.plugins.model.Normal;
import dev.gatun.plugins.model.Relu;
import dev.gatun.plugins.model.Sequential;
import dev.gatun.plugins.model.Sigmoid;
import dev.gatun.plugins.model.Tanh;
import dev.gatun.plugins.model.Uniform;
import dev.gatun.plugins.model.Xavier;
import dev.gatun.plugins.model.Zeros;
import dev.gatun.tests.pipeline.Networks;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What layers, losses, penalties and initializers give, by hand.
final class ValuesTest {
  private static final Layer IDENTITY = (_, x) -> x;

  private final Workspace data = Workspace.open("data");
  private final Engine engine = Trial.engine("reference");

  @AfterEach
  void close() {
    data.close();
  }

  private Tensor rows(int count, double... numbers) {
    return Numbers.filled(data, Shape.of(count, numbers.length / count), i -> numbers[i]);
  }

  private Examples classes(Tensor inputs, int classes, int... labels) {
    Tensor tensor = data.allocate(ElementType.I32, Shape.of(labels.length));
    for (int i = 0; i < labels.length; i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, labels[i]);
    }
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
    return new Examples(
        inputs, Optional.empty(), new Targets.Classes(tensor, names), Optional.empty());
  }

  private double[] evaluate(Network network, Examples examples, Value value) {
    try (Workspace workspace = engine.workspace("evaluation")) {
      Parameters parameters = Parameters.allocate(network.graph(), engine, workspace);
      parameters.initialize(3);
      int count = examples.count();
      Plan plan =
          Plan.evaluation(parameters, workspace, Plan.Settings.of(count, 3), List.of(value));
      plan.examples(examples);
      plan.load(Numbers.firstRows(count), 0, count, 1);
      plan.forward();
      return engine.download(plan.output(value));
    }
  }

  private double[] losses(Examples examples, Layer model, Loss loss) {
    Network network = Networks.of(examples, model, loss);
    return evaluate(network, examples, network.losses());
  }

  @Test
  void crossEntropyOfThreeScores() {
    Examples examples = classes(rows(3, 3.2, 5.1, -1.7, 1000, 0, 0, 0, 1000, 0), 3, 0, 0, 0);
    double[] losses = losses(examples, IDENTITY, new CrossEntropy());
    assertThat(losses[0]).isCloseTo(2.04, within(0.005));
    double sum = Math.exp(3.2f) + Math.exp(5.1f) + Math.exp(-1.7f);
    assertThat(losses[0]).isCloseTo(Math.log(sum) - 3.2f, within(1e-12));
    assertThat(losses[1]).as("a score far above the others").isZero();
    assertThat(losses[2]).as("a score far below the largest").isEqualTo(1000);
  }

  @Test
  void crossEntropyPredictsProbabilities() {
    Examples examples = classes(rows(2, 0, Math.log(3), 500, -500), 2, 0, 1);
    Network network = Networks.of(examples, IDENTITY, new CrossEntropy());
    assertThat(evaluate(network, examples, network.predictions()))
        .containsExactly(new double[] {0.25, 0.75, 1, 0}, within(1e-7));
  }

  @Test
  void withoutWeightsEveryClassOfTenIsAsLikely() {
    Examples examples = Numbers.classes(data, 20, 6, 10, -1, 1);
    double[] losses = losses(examples, new Linear(10, true, new Zeros()), new CrossEntropy());
    assertThat(losses).hasSize(20);
    assertThat(losses)
        .containsExactly(
            IntStream.range(0, 20).mapToDouble(_ -> Math.log(10)).toArray(), within(1e-14));
  }

  @Test
  void l2IsHalfTheSquaredDistance() {
    Examples examples =
        new Examples(
            rows(2, 1, 2, -1, 0.5),
            Optional.empty(),
            new Targets.Values(rows(2, 0, 4, -1, 0.5)),
            Optional.empty());
    assertThat(losses(examples, IDENTITY, new L2())).containsExactly(2.5, 0);
    Network network = Networks.of(examples, IDENTITY, new L2());
    assertThat(evaluate(network, examples, network.predictions()))
        .as("scores are predictions")
        .containsExactly(1, 2, -1, 0.5);
  }

  private double penalty(double weight, Penalty penalty) {
    Examples examples = classes(rows(1, 1, 1), 2, 0);
    Initializer known =
        (_, _, values) -> System.arraycopy(new double[] {3, -4, 0, 1}, 0, values, 0, 4);
    Layer model = new Sequential(List.of(Networks.named("out", new Linear(2, true, known))));
    Network network =
        Networks.of(examples, model, new CrossEntropy())
            .penalties(List.of(new dev.gatun.api.Named<>("penalty", weight, penalty)));
    return evaluate(network, examples, network.penalty().orElseThrow())[0];
  }

  @Test
  void penaltiesOfKnownWeights() {
    assertThat(penalty(1, new L2Penalty("*.weight"))).isEqualTo(13);
    assertThat(penalty(0.5, new L2Penalty("out.*"))).isEqualTo(6.5);
    assertThat(penalty(1, new L1Penalty("*.weight"))).isEqualTo(8);
    assertThat(penalty(2, new L1Penalty("out.bias"))).isZero();
  }

  @Test
  void activations() {
    Examples examples = classes(rows(1, -1, 0, 2), 3, 0);
    assertActivation(examples, new Relu(), x -> Math.max(0, x));
    assertActivation(examples, new Tanh(), Math::tanh);
    assertActivation(examples, new Sigmoid(), x -> 1 / (1 + Math.exp(-x)));
  }

  private void assertActivation(Examples examples, Layer layer, Function<Double, Double> function) {
    Network network = Networks.of(examples, layer, Networks.SUM);
    double[] expected = {function.apply(-1.0), function.apply(0.0), function.apply(2.0)};
    assertThat(evaluate(network, examples, network.scores()))
        .containsExactly(expected, within(1e-15));
  }

  @Test
  void linearFlattensAndNamesItsParameters() {
    Examples images = classes(Numbers.uniform(data, Shape.of(2, 2, 3, 4), 0, 1), 2, 0, 1);
    Layer model =
        new Sequential(
            List.of(
                Networks.named("hidden", new Linear(5, true, new He())),
                Networks.named("relu", new Relu()),
                Networks.named("out", new Linear(2, false, new Xavier()))));
    Network network = Networks.of(images, model, Networks.SUM);
    assertThat(network.graph().parameterShapes())
        .containsExactly(
            java.util.Map.entry("hidden.weight", Shape.of(24, 5)),
            java.util.Map.entry("hidden.bias", Shape.of(1, 5)),
            java.util.Map.entry("out.weight", Shape.of(5, 2)));
    assertThat(network.scores().shape()).isEqualTo(Shape.examples(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sequential(List.of()))
        .withMessage("needs at least one layer, got none");
  }

  @Test
  void dropoutDoesNothingInEvaluation() {
    Examples examples = Numbers.classes(data, 8, 6, 3, -1, 1);
    Network network = Networks.of(examples, new Dropout(0.9), Networks.SUM);
    assertThat(evaluate(network, examples, network.scores()))
        .containsExactly(Numbers.toArray(examples.inputs()));
  }

  @Test
  void initializersHaveTheVarianceOfTheirPapers() {
    assertSpread(new He(), 2.0 / 200, 3);
    assertSpread(new Xavier(), 2.0 / (200 + 300), 1.8);
    assertSpread(new Normal(0.3), 0.09, 3);
    assertSpread(new Uniform(0.3), 0.03, 1.8);
    assertThat(numbers(new Zeros())).containsOnly(0);
  }

  private static double[] numbers(Initializer initializer) {
    double[] numbers = new double[200 * 300];
    Arrays.fill(numbers, 7);
    initializer.initialize(Shape.of(200, 300), PhiloxRandom.of(1, "numbers"), numbers);
    return numbers;
  }

  /// Mean and variance lie within five standard errors, which the fourth moment tells.
  private static void assertSpread(Initializer initializer, double variance, double kurtosis) {
    double[] numbers = numbers(initializer);
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double squares = Arrays.stream(numbers).map(x -> x * x).average().orElseThrow();
    double n = numbers.length;
    assertThat(mean)
        .as("mean of %s", initializer)
        .isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(squares)
        .as("variance of %s", initializer)
        .isCloseTo(variance, within(5 * variance * Math.sqrt((kurtosis - 1) / n)));
    if (kurtosis < 3) {
      double limit = Math.sqrt(3 * variance);
      double largest = Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
      assertThat(largest).as("limit of %s", initializer).isBetween(0.999 * limit, limit);
    }
  }
}

package dev.gatun.runner.definition;

import dev.gatun.api.Above;
import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Auto;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Kind;
import dev.gatun.api.Named;
import dev.gatun.api.Option;
import dev.gatun.api.Plugin;
import dev.gatun.api.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kinds, components and a definition to decode, small but of every option type.
final class Fakes {
  static final Path FOLDER = Path.of("/project/digits");

  @Kind("model")
  interface FakeModel {}

  @Kind("layer")
  interface FakeLayer extends FakeModel {}

  @Kind("initializer")
  interface FakeInitializer {}

  @Kind("loss")
  interface FakeLoss {}

  @Kind("source")
  interface FakeSource {}

  @Kind("transform")
  interface FakeTransform {}

  @Kind("optimizer")
  interface FakeOptimizer {}

  @Kind("metric")
  interface FakeMetric {}

  @Kind("figure")
  interface FakeFigure {}

  @Component(name = "sequential", summary = "layers one after another")
  record Sequential(@Option("the layers in order") List<Named<FakeLayer>> layers)
      implements FakeLayer {}

  @Component(name = "linear", summary = "fully connected layer", formula = "x·W + b")
  record Linear(
      @Option("outputs; auto: what the target needs") @Auto @AtLeast(1) int units,
      @Option("add a bias") @Default("true") boolean bias,
      @Option("weight initializer") @Default("he") FakeInitializer initializer)
      implements FakeLayer {
    Linear {
      if (units != Auto.UNKNOWN && units % 7 == 0) {
        throw new IllegalArgumentException("units must not be a multiple of 7, got " + units);
      }
    }
  }

  @Component(name = "relu", summary = "max(x, 0)")
  record Relu() implements FakeLayer {}

  @Component(name = "dropout", summary = "zeroes inputs at random")
  record Dropout(@Option("share of inputs zeroed") @AtLeast(0) @Below(1) float rate)
      implements FakeLayer {}

  @Component(name = "faulty", summary = "always fails")
  record Faulty() implements FakeLayer {
    Faulty {
      throw new IllegalStateException("no luck");
    }
  }

  @Component(name = "he", summary = "variance 2 / inputs")
  record He() implements FakeInitializer {}

  @Component(name = "normal", summary = "normally distributed")
  record Normal(@Option("standard deviation") @Default("0.01") @Above(0) double deviation)
      implements FakeInitializer {}

  @Component(name = "cross-entropy", summary = "-ln p of the true class")
  record CrossEntropy() implements FakeLoss {}

  @Component(name = "focal", summary = "down-weights easy examples", source = "Lin et al. 2017")
  record Focal(@Option("focusing strength") @Default("2") @AtLeast(0) float gamma)
      implements FakeLoss {}

  @Component(name = "idx", summary = "IDX files")
  record Idx(
      @Option("folder with the files") Path path,
      @Option("how many examples to read") Optional<Integer> limit,
      @Option("how long to wait") @Default("1m30s") Duration timeout)
      implements FakeSource {}

  @Component(name = "scale", summary = "scales to an interval")
  record Scale(
      @Option("the interval") @Default("[0, 1]") Range to,
      @Option("which columns") List<String> columns,
      @Option("weights of columns") List<Float> factors)
      implements FakeTransform {}

  enum Direction {
    FORWARD,
    BOTH_WAYS
  }

  @Component(name = "sgd", summary = "gradient descent")
  record Sgd(
      @Option("step size") @Default("0.05") @Above(0) @AtMost(1) double learningRate,
      @Option("how much of the last step is kept") @Default("0") @AtLeast(0) @Below(1)
          float momentum,
      @Option("way") @Default("forward") Direction direction)
      implements FakeOptimizer {}

  @Component(name = "adam", summary = "adaptive moments")
  record Adam(@Option("step size") @Default("1e-3") @Above(0) double learningRate)
      implements FakeOptimizer {}

  @Component(name = "accuracy", summary = "share of right predictions")
  record Accuracy() implements FakeMetric {}

  @Component(name = "confusion-matrix", summary = "counts true by predicted classes")
  record ConfusionMatrix() implements FakeMetric {}

  @Component(name = "confusion-matrix", summary = "draws true by predicted classes")
  record ConfusionFigure() implements FakeFigure {}

  record Collect(
      @Option("where examples come from") FakeSource source,
      @Option("what is done to them") List<Named<FakeTransform>> transforms) {}

  record Train(
      @Option("passes over the data") @Default("10") @AtLeast(1) int epochs,
      @Option("examples a step") @Default("32") @AtLeast(1) int batchSize,
      @Option("how to step") @Default("sgd") FakeOptimizer optimizer) {}

  record Evaluate(
      @Option("what to measure") List<FakeMetric> metrics,
      @Option("what to draw") List<FakeFigure> figures,
      @Option("what must hold") List<String> require) {}

  record Definition(
      @Option("what the run is called") String name,
      @Option("where randomness starts") @Default("0") long seed,
      @Option("what computes") @Default("auto") String engine,
      @Option("the data") Collect collect,
      @Option("the model") FakeModel model,
      @Option("what is minimised") List<Named<FakeLoss>> loss,
      @Option("how") @Default("{}") Train train,
      @Option("how good") @Default("{}") Evaluate evaluate) {}

  static final List<Class<? extends Record>> ALL =
      List.of(
          Sequential.class,
          Linear.class,
          Relu.class,
          Dropout.class,
          Faulty.class,
          He.class,
          Normal.class,
          CrossEntropy.class,
          Focal.class,
          Idx.class,
          Scale.class,
          Sgd.class,
          Adam.class,
          Accuracy.class,
          ConfusionMatrix.class,
          ConfusionFigure.class);

  /// A plugin with given components.
  record FakePlugin(List<Class<? extends Record>> components) implements Plugin {}

  static final Components COMPONENTS = Components.of(List.of(new FakePlugin(ALL)));

  static final String MNIST =
      """
      name: mnist
      seed: 7
      engine: auto                      # or openblas
      params: {rate: 0.1, units: 512}
      collect:
        source: {type: idx, path: "${env.DATA}/mnist", limit: 1000}
        transforms:
          - {type: scale, to: [0, 1], columns: [a, "b c"], factors: [1, 0.5]}
      model:
        type: sequential
        layers:
          - {id: hidden, type: linear, units: "${params.units}"}
          - relu
          - {type: dropout, rate: 0.25}
          - {type: linear, units: auto, initializer: {type: normal, deviation: 1e-2}}
      loss: cross-entropy
      train:
        epochs: 5
        batch-size: 128
        optimizer: {type: sgd, learning-rate: "${params.rate}", momentum: 0.9}
      evaluate:
        metrics: [accuracy, confusion-matrix]
        figures: confusion-matrix
        require: ["test.accuracy >= 0.97"]
      """;

  private Fakes() {}

  static @Nullable String environment(String name) {
    return Map.of("DATA", "/data", "EMPTY", "").get(name);
  }

  static Document document(String yaml, String... assignments) {
    return YamlReader.read(yaml, "mnist.yaml")
        .set("--set ", List.of(assignments), COMPONENTS, Definition.class)
        .resolve(Fakes::environment);
  }

  static Decoder.Decoded<Definition> decode(String yaml, String... assignments) {
    return decode(document(yaml, assignments));
  }

  static Decoder.Decoded<Definition> decode(Document document) {
    return new Decoder(COMPONENTS, FOLDER).decode(document, Definition.class);
  }

  /// {@return what a decoding complains of, a line each; empty where it does not}
  static String problems(String yaml, String... assignments) {
    try {
      decode(yaml, assignments);
      return "";
    } catch (DefinitionException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

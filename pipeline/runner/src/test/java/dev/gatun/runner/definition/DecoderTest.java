package dev.gatun.runner.definition;

import static dev.gatun.runner.definition.Fakes.MNIST;
import static dev.gatun.runner.definition.Fakes.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Auto;
import dev.gatun.api.Named;
import dev.gatun.api.Range;
import dev.gatun.runner.definition.Fakes.Adam;
import dev.gatun.runner.definition.Fakes.ConfusionFigure;
import dev.gatun.runner.definition.Fakes.CrossEntropy;
import dev.gatun.runner.definition.Fakes.Definition;
import dev.gatun.runner.definition.Fakes.Dropout;
import dev.gatun.runner.definition.Fakes.FakeLayer;
import dev.gatun.runner.definition.Fakes.FakeOptimizer;
import dev.gatun.runner.definition.Fakes.Focal;
import dev.gatun.runner.definition.Fakes.He;
import dev.gatun.runner.definition.Fakes.Idx;
import dev.gatun.runner.definition.Fakes.Linear;
import dev.gatun.runner.definition.Fakes.Normal;
import dev.gatun.runner.definition.Fakes.Relu;
import dev.gatun.runner.definition.Fakes.Scale;
import dev.gatun.runner.definition.Fakes.Sequential;
import dev.gatun.runner.definition.Fakes.Train;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecoderTest {
  private static final String SMALL =
      """
      name: small
      collect: {source: {type: idx, path: x}}
      model: relu
      """;

  private static Sequential model(Definition definition) {
    return (Sequential) definition.model();
  }

  @Test
  void everyOptionTypeIsDecoded() {
    Definition definition = Fakes.decode(MNIST).value();
    assertThat(definition.name()).isEqualTo("mnist");
    assertThat(definition.seed()).isEqualTo(7);
    assertThat(definition.collect().source())
        .isEqualTo(new Idx(Path.of("/data/mnist"), Optional.of(1000), Duration.ofSeconds(90)));
    assertThat(definition.collect().transforms())
        .containsExactly(
            new Named<>(
                "scale", 1, new Scale(new Range(0, 1), List.of("a", "b c"), List.of(1f, 0.5f))));
    assertThat(model(definition).layers())
        .containsExactly(
            new Named<>("hidden", 1, new Linear(512, true, new He())),
            new Named<>("relu", 1, new Relu()),
            new Named<>("dropout", 1, new Dropout(0.25f)),
            new Named<>("linear", 1, new Linear(Auto.UNKNOWN, true, new Normal(0.01))));
    assertThat(definition.loss())
        .containsExactly(new Named<>("cross-entropy", 1, new CrossEntropy()));
    assertThat(definition.evaluate().figures()).containsExactly(new ConfusionFigure());
    assertThat(definition.evaluate().require()).containsExactly("test.accuracy >= 0.97");
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Definition definition = Fakes.decode(SMALL).value();
    assertThat(definition.seed()).isZero();
    assertThat(definition.engine()).isEqualTo("auto");
    assertThat(definition.loss()).isEmpty();
    assertThat(definition.collect().transforms()).isEmpty();
    assertThat(definition.train())
        .isEqualTo(new Train(10, 32, new Fakes.Sgd(0.05, 0, Fakes.Direction.FORWARD)));
    assertThat(definition.collect().source())
        .isEqualTo(new Idx(Fakes.FOLDER.resolve("x"), Optional.empty(), Duration.ofSeconds(90)));
  }

  @Test
  void pathsAreRelativeToTheDefinition() {
    assertThat(
            ((Idx)
                    Fakes.decode(SMALL.replace("path: x", "path: ../y/z"))
                        .value()
                        .collect()
                        .source())
                .path())
        .isEqualTo(Path.of("/project/y/z"));
  }

  @Test
  void idsAreTheNamesMadeUnique() {
    String layers =
        "model: {type: sequential, layers: [relu, relu, {type: relu, id: relu-3}, relu, {type:"
            + " relu, id: a, weight: 0.5}]}\n";
    assertThat(model(Fakes.decode(SMALL.replace("model: relu\n", layers)).value()).layers())
        .extracting(Named::id)
        .containsExactly("relu", "relu-2", "relu-3", "relu-4", "a");
    assertThat(model(Fakes.decode(SMALL.replace("model: relu\n", layers)).value()).layers())
        .extracting(Named::weight)
        .containsExactly(1.0, 1.0, 1.0, 1.0, 0.5);
  }

  @Test
  void aSingleComponentMayStandForAListWithItsIdAndWeight() {
    String loss = SMALL + "loss: {type: focal, id: main, weight: 2}\n";
    assertThat(Fakes.decode(loss).value().loss())
        .containsExactly(new Named<>("main", 2, new Focal(2)));
  }

  @Test
  void theExamplesOfTheContractReadAsPromised() {
    assertThat(problems(MNIST.replace("type: linear, units: \"", "type: liner, units: \"")))
        .isEqualTo(
            "mnist.yaml:12:20 model.layers[0].type: no layer 'liner'; did you mean 'linear'?");
    assertThat(problems(MNIST.replace("rate: 0.1,", "rate: 3.0,")))
        .isEqualTo(
            "mnist.yaml:20:26 train.optimizer.learning-rate: must be in (0, 1], got 3.0"
                + " (params.rate at mnist.yaml:4:10)");
    assertThat(problems(MNIST.replace("loss: cross-entropy", "loss: cross-entropi")))
        .isEqualTo("mnist.yaml:16:1 loss: no loss 'cross-entropi'; did you mean 'cross-entropy'?");
  }

  @Test
  void allProblemsAreReportedAtOnceInReadingOrder() {
    String yaml =
        """
        sed: 010
        seed: 1.5
        seed: 2
        collect:
          source: {type: idx, pth: data}
          transforms: [{type: scale, to: [1, 0]}]
        model:
          type: sequential
          layers:
            - {id: a, type: linear, units: 0}
            - 7
            -
            - [a]
            - {units: 3}
            - {type: linear, bias: yes, id: a, unit: 4}
            - {type: linear, units: 14}
            - dropout
            - {type: relu, id: a.b, weight: heavy}
        """;
    assertThat(problems(yaml))
        .isEqualTo(
            """
            mnist.yaml:1:1 sed: no option 'sed'; did you mean 'seed'?
            mnist.yaml:1:1 name: is missing; add it (text: what the run is called)
            mnist.yaml:2:1 seed: must be an integer, got 1.5
            mnist.yaml:3:1 seed: is given twice, first at mnist.yaml:2:1; remove one
            mnist.yaml:5:23 collect.source.pth: no option 'pth' of source 'idx'; did you mean 'path'?
            mnist.yaml:6:30 collect.transforms[0].to: must be [from, to] with from below to, got [1, 0]
            mnist.yaml:10:29 model.layers[0].units: must be at least 1, got 0
            mnist.yaml:11:7 model.layers[1]: no layer '7'; layers are dropout, faulty, linear, relu, sequential
            mnist.yaml:12:6 model.layers[2]: a value is missing; write a layer, by its name or as a map with 'type'
            mnist.yaml:13:7 model.layers[3]: must be a layer, by its name or as a map with 'type', got a list
            mnist.yaml:14:7 model.layers[4]: 'type' is missing; add it, such as linear
            mnist.yaml:15:22 model.layers[5].bias: must be true or false, got 'yes'; write true
            mnist.yaml:15:33 model.layers[5].id: must be the only one in its list, got 'a' again after mnist.yaml:10:8; change one
            mnist.yaml:15:40 model.layers[5].unit: no option 'unit' of layer 'linear'; did you mean 'units'?
            mnist.yaml:16:7 model.layers[6]: units must not be a multiple of 7, got 14
            mnist.yaml:17:7 model.layers[7].rate: is missing; add it (number: share of inputs zeroed)
            mnist.yaml:18:20 model.layers[8].id: must be letters, digits, '-' and '_', and not digits alone, got 'a.b'
            mnist.yaml:18:29 model.layers[8].weight: must be a number, got 'heavy'\
            """);
  }

  @Test
  void aListOfOneValueNeedsNoBrackets() {
    assertThat(Fakes.decode(SMALL + "evaluate: {require: 5}\n").value())
        .isEqualTo(Fakes.decode(SMALL + "evaluate: {require: [5]}\n").value());
    assertThat(problems(SMALL + "evaluate: {require: {a: 5}}\n"))
        .isEqualTo("mnist.yaml:4:12 evaluate.require: must be text, got a map");
    assertThat(problems(SMALL + "evaluate: {require: [a, ~]}\n"))
        .isEqualTo("mnist.yaml:4:25 evaluate.require[1]: a value is missing; write text");
  }

  @Test
  void whatAConstructorThrowsIsReportedAtTheComponent() {
    assertThat(problems(SMALL.replace("model: relu", "model: {type: linear, units: 21}")))
        .isEqualTo("mnist.yaml:3:1 model: units must not be a multiple of 7, got 21");
    assertThat(problems(SMALL.replace("model: relu", "model: faulty")))
        .startsWith(
            "mnist.yaml:3:1 model: the plugin's dev.gatun.runner.definition.Fakes$Faulty in ")
        .endsWith(" must not throw, got java.lang.IllegalStateException: no luck; tell its author");
  }

  @Test
  void aNameOfAnotherKindIsRecognised() {
    assertThat(problems(SMALL.replace("relu", "adam")))
        .isEqualTo(
            "mnist.yaml:3:1 model: no model 'adam', which is an optimizer; models are dropout,"
                + " faulty, linear, relu, sequential");
  }

  @Test
  void idAndWeightBelongToListsOnly() {
    assertThat(problems(SMALL.replace("model: relu", "model: {type: relu, id: a}")))
        .isEqualTo("mnist.yaml:3:21 model.id: no option 'id' of model 'relu'; it has no options");
  }

  @Test
  void theDocumentsOwnProblemsAreReportedToo() {
    assertThat(
            problems(
                """
                name: a
                name: b
                collect: {source: {type: idx, path: '${env.NO}'}}
                model: rel
                """))
        .isEqualTo(
            """
            mnist.yaml:2:1 name: is given twice, first at mnist.yaml:1:1; remove one
            mnist.yaml:3:31 collect.source.path: environment variable 'NO' is not set; set it, or give the value with --set collect.source.path=…
            mnist.yaml:4:1 model: no model 'rel'; did you mean 'relu'?\
            """);
  }

  @Test
  void aComponentMayBeDecodedAlone() {
    Decoder decoder = new Decoder(Fakes.COMPONENTS, Fakes.FOLDER);
    assertThat(decoder.component("{type: adam, learning-rate: 0.1}", FakeOptimizer.class, "-o"))
        .isEqualTo(new Adam(0.1));
    assertThat(decoder.component("relu", FakeLayer.class, "--layer")).isEqualTo(new Relu());
    assertThatThrownBy(() -> decoder.component("{type: adam, rate: 0}", FakeOptimizer.class, "-o"))
        .isInstanceOf(DefinitionException.class)
        .hasMessage("-o rate: no option 'rate' of optimizer 'adam'; options are learning-rate");
  }
}

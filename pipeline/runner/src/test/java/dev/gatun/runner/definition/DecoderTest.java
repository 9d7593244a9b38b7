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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .isEqualTo(Path.of("/work-space/y/z"));
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
        .isEqualTo("mnist.yaml:20:26 train.optimizer.learning-rate: must be in (0, 1], got 3.0");
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
            mnist.yaml:1:1 sed: no option 'sed'; options are collect, engine, evaluate, loss, model, name, seed, train
            mnist.yaml:1:1 name: is missing; add it (text: what the run is called)
            mnist.yaml:2:1 seed: must be an integer, got 1.5
            mnist.yaml:3:1 seed: is given twice, first at mnist.yaml:2:1; remove one
            mnist.yaml:5:23 collect.source.pth: no option 'pth' of source 'idx'; did you mean 'path'?
            mnist.yaml:6:30 collect.transforms[0].to: a range must be [from, to] with from < to, got [1.0, 0.0]
            mnist.yaml:10:29 model.layers[0].units: must be at least 1, got 0
            mnist.yaml:11:7 model.layers[1]: no layer '7'; layers are dropout, faulty, linear, relu, sequential
            mnist.yaml:12:6 model.layers[2]: a value is missing; write a layer, by its name or as a map with 'type'
            mnist.yaml:13:7 model.layers[3]: must be a layer, by its name or as a map with 'type', got a list
            mnist.yaml:14:7 model.layers[4]: 'type' is missing; add it, one of dropout, faulty, linear, relu, sequential
            mnist.yaml:15:22 model.layers[5].bias: must be true or false, got 'yes'; write true
            mnist.yaml:15:33 model.layers[5].id: must be the only one in its list, got 'a' again after mnist.yaml:10:8; change one
            mnist.yaml:15:40 model.layers[5].unit: no option 'unit' of layer 'linear'; did you mean 'units'?
            mnist.yaml:16:7 model.layers[6]: units must not be a multiple of 7, got 14
            mnist.yaml:17:7 model.layers[7].rate: is missing; add it (number: share of inputs zeroed)
            mnist.yaml:18:22 model.layers[8].id: must be letters, digits, '-' and '_', and not digits alone, got 'a.b'
            mnist.yaml:18:31 model.layers[8].weight: must be a number, got 'heavy'\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          010     | must be an integer, got 010; write 10
          1_000   | must be an integer, got 1_000; write 1000
          0x1F    | must be an integer, got 0x1F; write 31
          0o17    | must be an integer, got 0o17; write 15
          1:30    | must be an integer, got 1:30
          1.0     | must be an integer, got 1.0; write 1
          1e3     | must be an integer, got 1e3; write 1000
          10.7    | must be an integer, got 10.7
          1e99    | must be an integer, got 1e99
          '5'     | must be an integer, got the text '5'; write it without quotes
          "five"  | must be an integer, got the text 'five'
          abc     | must be an integer, got 'abc'
          true    | must be an integer, got 'true'
          [1]     | must be an integer, got a list
          {a: 1}  | must be an integer, got a map
          ~       | a value is missing; write an integer, or leave the key out for its default, 0
          99999999999999999999 | must be from -9223372036854775808 to 9223372036854775807, got 99999999999999999999
          """)
  void whatIsNoIntegerIsRefused(String value, String message) {
    assertThat(problems(SMALL + "seed: " + value + "\n"))
        .isEqualTo("mnist.yaml:4:1 seed: " + message);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-0, 0", "+5, 5", "-12, -12", "9223372036854775807, 9223372036854775807"})
  void integersAreDecimal(String text, long value) {
    assertThat(Fakes.decode(SMALL + "seed: " + text + "\n").value().seed()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          .inf           | must be in [0, 1), got .inf
          .nan           | must be in [0, 1), got .nan
          1              | must be in [0, 1), got 1
          -1e-9          | must be in [0, 1), got -1e-9
          0.99999999999  | must be in [0, 1), got 0.99999999999
          1e999          | must be a number below 1.8e308 in magnitude, got 1e999
          abc            | must be a number, got 'abc'
          1,5            | must be a number, got 1,5
          00.5           | must be a number, got 00.5; write 0.5
          1_0.5          | must be a number, got 1_0.5; write 10.5
          1.5.2          | must be a number, got 1.5.2
          "0.5"          | must be a number, got the text '0.5'; write it without quotes
          Infinity       | must be a number, got 'Infinity'
          0x1p3          | must be a number, got 0x1p3
          0.5f           | must be a number, got 0.5f
          """)
  void whatIsNoNumberOrOutOfBoundsIsRefused(String value, String message) {
    String yaml = SMALL + "train:\n  optimizer:\n    type: sgd\n    momentum: " + value + "\n";
    assertThat(problems(yaml)).isEqualTo("mnist.yaml:7:5 train.optimizer.momentum: " + message);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1e-4, 1e-4", ".5, .5", "0., 0", "5E-1, 0.5", "+0.25, 0.25"})
  void numbersAreThoseOfTheCoreSchema(String text, float value) {
    String yaml = SMALL + "train: {optimizer: {type: sgd, momentum: " + text + "}}\n";
    assertThat(Fakes.decode(yaml).value().train().optimizer())
        .isEqualTo(new Fakes.Sgd(0.05, value, Fakes.Direction.FORWARD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          yes     | must be true or false, got 'yes'; write true
          on      | must be true or false, got 'on'; write true
          No      | must be true or false, got 'No'; write false
          off     | must be true or false, got 'off'; write false
          1       | must be true or false, got 1; write true
          'true'  | must be true or false, got 'true'; write true
          maybe   | must be true or false, got 'maybe'
          """)
  void onlyTrueAndFalseAreBooleans(String value, String message) {
    String yaml = SMALL.replace("model: relu", "model: {type: linear, bias: " + value + "}");
    assertThat(problems(yaml)).isEqualTo("mnist.yaml:3:23 model.bias: " + message);
  }

  @Test
  void textTakesTheLiteralTextButNotNothing() {
    assertThat(Fakes.decode(SMALL.replace("small", "010")).value().name()).isEqualTo("010");
    assertThat(Fakes.decode(SMALL.replace("small", "1e3")).value().name()).isEqualTo("1e3");
    assertThat(Fakes.decode(SMALL.replace("small", "yes")).value().name()).isEqualTo("yes");
    assertThat(Fakes.decode(SMALL.replace("small", "'~'")).value().name()).isEqualTo("~");
    assertThat(Fakes.decode(SMALL.replace("small", "''")).value().name()).isEmpty();
    assertThat(problems(SMALL.replace("small", "")))
        .isEqualTo("mnist.yaml:1:1 name: a value is missing; write text");
    assertThat(problems(SMALL.replace("small", "[a]")))
        .isEqualTo("mnist.yaml:1:1 name: must be text, got a list");
  }

  @ParameterizedTest
  @CsvSource({
    "90s, PT90S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "250ms, PT0.25S",
    "1m1ms, PT1M0.001S",
    "PT0.5S, PT0.5S",
    "0s, PT0S"
  })
  void durationsAreWrittenWithUnits(String text, Duration duration) {
    String yaml = SMALL.replace("path: x", "path: x, timeout: " + text);
    assertThat(((Idx) Fakes.decode(yaml).value().collect().source()).timeout()).isEqualTo(duration);
    assertThat(Scalars.duration(new Node.ScalarNode(Position.of(""), Scalars.text(duration), true)))
        .isEqualTo(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "90, got 90; write 90s for seconds",
    "abc, got 'abc'",
    "1.5s, got 1.5s",
    "30m1h, got 30m1h",
    "99999999999999999d, got 99999999999999999d"
  })
  void whatIsNoDurationIsRefused(String text, String got) {
    assertThat(problems(SMALL.replace("path: x", "path: x, timeout: " + text)))
        .isEqualTo(
            "mnist.yaml:2:40 collect.source.timeout: must be a duration such as 90s, 5m or 1h30m, "
                + got);
  }

  @Test
  void choicesAreLowerKebab() {
    String yaml = SMALL + "train: {optimizer: {type: sgd, direction: %s}}\n";
    assertThat(((Fakes.Sgd) Fakes.decode(yaml.formatted("both-ways")).value().train().optimizer()))
        .extracting(Fakes.Sgd::direction)
        .isEqualTo(Fakes.Direction.BOTH_WAYS);
    assertThat(problems(yaml.formatted("both_way")))
        .isEqualTo(
            "mnist.yaml:4:32 train.optimizer.direction: must be one of forward, both-ways, got"
                + " 'both_way'; did you mean 'both-ways'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5          | must be [from, to], got 5
          [1]        | must be [from, to], got 1 items
          [1, a]     | must be a number, got 'a'
          [1, [2]]   | must be [from, to], two numbers, got a list
          [1, .inf]  | must be finite, got .inf
          [2, 1]     | a range must be [from, to] with from < to, got [2.0, 1.0]
          """)
  void whatIsNoRangeIsRefused(String value, String message) {
    String yaml = SMALL.replace("}}", "}, transforms: {type: scale, to: " + value + "}}");
    assertThat(problems(yaml)).isEqualTo("mnist.yaml:2:64 collect.transforms.to: " + message);
  }

  @Test
  void aListOfValuesNeedsItsBrackets() {
    assertThat(problems(SMALL + "evaluate: {require: 5}\n"))
        .isEqualTo("mnist.yaml:4:12 evaluate.require: must be a list, got 5; write [5]");
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
            "mnist.yaml:3:1 model: no model 'adam'; 'adam' is an optimizer; models are dropout,"
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
                "name: a\n"
                    + "name: b\n"
                    + "collect: {source: {type: idx, path: '${env.NO}'}}\n"
                    + "model: rel\n"))
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

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "1", "1e-45"})
  void boundsOfFloatsMeanTheNumberAsWritten(String text) {
    Bounds bounds = new Bounds(0, true, Double.parseDouble(text), false);
    assertThat(bounds.allowsFloat(Double.parseDouble(text))).isTrue();
    assertThat(bounds.allowsFloat(1e-50)).isFalse();
  }

  @Test
  void infinityIsAllowedWhereABoundIncludesIt() {
    assertThat(new Bounds(0, false, Double.POSITIVE_INFINITY, false))
        .matches(bounds -> bounds.allows(Double.POSITIVE_INFINITY))
        .matches(bounds -> bounds.allowsFloat(Double.POSITIVE_INFINITY))
        .matches(bounds -> !bounds.allows(Double.NaN));
    assertThat(Bounds.NONE.allows(Double.POSITIVE_INFINITY)).isFalse();
    assertThat(Bounds.NONE.allowsFloat(1e39)).isFalse();
  }
}

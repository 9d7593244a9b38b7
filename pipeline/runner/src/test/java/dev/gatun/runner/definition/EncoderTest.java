package dev.gatun.runner.definition;

import static dev.gatun.runner.definition.Fakes.MNIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.api.Named;
import dev.gatun.api.Range;
import dev.gatun.runner.definition.Fakes.Collect;
import dev.gatun.runner.definition.Fakes.Definition;
import dev.gatun.runner.definition.Fakes.Dropout;
import dev.gatun.runner.definition.Fakes.Evaluate;
import dev.gatun.runner.definition.Fakes.Idx;
import dev.gatun.runner.definition.Fakes.Scale;
import dev.gatun.runner.definition.Fakes.Sgd;
import dev.gatun.runner.definition.Fakes.Train;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
  private static final Encoder ENCODER = new Encoder(Fakes.COMPONENTS);

  private static Definition named(String name) {
    Definition plain = Fakes.decode(MNIST).value();
    return new Definition(
        name,
        plain.seed(),
        plain.engine(),
        plain.collect(),
        plain.model(),
        plain.loss(),
        plain.train(),
        plain.evaluate());
  }

  @Test
  void theResolvedDefinitionHasEveryDefault() {
    assertThat(ENCODER.encode(Fakes.decode(MNIST).value()))
        .isEqualTo(
            """
            name: mnist
            seed: 7
            engine: auto
            collect:
              source:
                type: idx
                path: /data/mnist
                limit: 1000
                timeout: 1m30s
              transforms:
                - id: scale
                  type: scale
                  to: [0, 1]
                  columns: [a, b c]
                  factors: [1, 0.5]
            model:
              type: sequential
              layers:
                - id: hidden
                  type: linear
                  units: 512
                  bias: true
                  initializer: he
                - id: relu
                  type: relu
                - id: dropout
                  type: dropout
                  rate: 0.25
                - id: linear
                  type: linear
                  units: auto
                  bias: true
                  initializer:
                    type: normal
                    deviation: 0.01
            loss:
              - id: cross-entropy
                type: cross-entropy
            train:
              epochs: 5
              batch-size: 128
              optimizer:
                type: sgd
                learning-rate: 0.1
                momentum: 0.9
                direction: forward
            evaluate:
              metrics: [accuracy, confusion-matrix]
              figures: [confusion-matrix]
              require: ["test.accuracy >= 0.97"]
            """);
  }

  @Test
  void theResolvedDefinitionRunsAgainAsItIs() {
    Definition definition = Fakes.decode(MNIST).value();
    String text = ENCODER.encode(definition);
    Definition again = Fakes.decode(text).value();
    assertThat(again).isEqualTo(definition);
    assertThat(ENCODER.encode(again)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "~",
        "null",
        "true",
        "No",
        "on",
        "y",
        "1",
        "1e3",
        "0x1F",
        "-",
        "- a",
        "a: b",
        "a:",
        "a #b",
        "#b",
        "[a]",
        "{a}",
        "a,b",
        "'",
        "\"",
        "\\",
        "@a",
        "%a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "`",
        "?",
        "=",
        "<<",
        "line\nbreak",
        "tab\t",
        "\u0001",
        "\u0085\u2028\uFEFF",
        "über",
        "数",
        "😀",
        "${env.DATA}",
        "$${x}",
        "$",
        "a  b",
        "trailing ",
        ".inf",
        "2001-01-01",
        "1:30",
        "C:\\data"
      })
  void stringsReadBackAsTheyWere(String text) {
    Definition definition = named(text);
    assertThat(Fakes.decode(ENCODER.encode(definition)).value()).isEqualTo(definition);
  }

  @Test
  void randomValuesReadBackAsTheyWere() {
    Random random = new Random(Long.getLong("gatun.seed", 7));
    for (int i = 0; i < 300; i++) {
      Definition definition = random(random);
      String text = ENCODER.encode(definition);
      assertThat(Fakes.decode(text).value()).as(text).isEqualTo(definition);
    }
  }

  /// {@return the characters that names of files may have here: without a locale, those of ASCII}
  private static String fileName(String text) {
    String encoding = System.getProperty("sun.jnu.encoding");
    CharsetEncoder encoder = Charset.forName(encoding).newEncoder();
    return text.codePoints()
        .filter(point -> point != 0 && point != '/')
        .mapToObj(Character::toString)
        .filter(encoder::canEncode)
        .collect(Collectors.joining());
  }

  private static Definition random(Random random) {
    double from = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
    Idx source =
        new Idx(
            Path.of("/" + fileName(text(random)) + "x").normalize(),
            random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt()),
            Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 40))));
    List<Float> factors = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      float factor = Float.intBitsToFloat(random.nextInt());
      factors.add(Float.isFinite(factor) ? factor : 1f);
      columns.add(text(random));
    }
    Scale scale = new Scale(new Range(from, from + Math.abs(from) + 1e-3), columns, factors);
    return new Definition(
        text(random),
        random.nextLong(),
        text(random),
        new Collect(
            source, List.of(new Named<>("a" + random.nextInt(9), random.nextDouble(), scale))),
        new Dropout(random.nextFloat()),
        List.of(),
        new Train(
            1 + random.nextInt(100),
            1 + random.nextInt(100),
            new Sgd(1 - random.nextDouble(), random.nextFloat(), Fakes.Direction.BOTH_WAYS)),
        new Evaluate(List.of(), List.of(), columns));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(
          random.nextBoolean()
              ? " -:#{}[],&*!|>'\"%@`$~?\n\t\\ab01.".codePointAt(random.nextInt(30))
              : random.nextInt(1, 0xD800));
    }
    return text.toString();
  }

  @Test
  void showSaysWhereEachValueCameFrom() {
    Document document =
        YamlReader.read(
                """
                name: a
                collect: {source: {type: idx, path: /x}}
                model: {type: sequential, layers: [relu]}
                loss: focal
                """,
                "a.yaml")
            .overlay(YamlReader.read("\ntrain: {epochs: 3}\n", "b.yaml"))
            .set(
                "--set ",
                List.of("train.optimizer.momentum=0.5", "loss.weight=2"),
                Fakes.COMPONENTS,
                Definition.class)
            .resolve(Fakes::environment);
    assertThat(ENCODER.show(Fakes.decode(document), "a.yaml"))
        .isEqualTo(
            """
            name: a                  # a.yaml:1
            seed: 0                  # default
            engine: auto             # default
            collect:
              source:
                type: idx            # a.yaml:2
                path: /x             # a.yaml:2
                timeout: 1m30s       # default
              transforms: []         # default
            model:
              type: sequential       # a.yaml:3
              layers:
                - id: relu           # default
                  type: relu         # a.yaml:3
            loss:
              - id: focal            # default
                type: focal          # a.yaml:4
                weight: 2            # --set
                gamma: 2             # default
            train:
              epochs: 3              # -f b.yaml:2
              batch-size: 32         # default
              optimizer:
                type: sgd            # default
                learning-rate: 0.05  # default
                momentum: 0.5        # --set
                direction: forward   # default
            evaluate:
              metrics: []            # default
              figures: []            # default
              require: []            # default
            """);
  }

  @Test
  void onlyComponentsCanBeWritten() {
    record Loose(Fakes.FakeLayer layer) {}
    assertThatThrownBy(() -> ENCODER.encode(new Loose(new Fakes.FakeLayer() {})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("layer must be a record with @Component to be written, got ");
  }
}

package dev.gatun.runner.definition;

import static dev.gatun.runner.definition.Fakes.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.runner.definition.Fakes.Idx;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarDecoderTest {
  private static final String SMALL =
      """
      name: small
      collect: {source: {type: idx, path: x}}
      model: relu
      """;

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
          [2, 1]     | must be [from, to] with from below to, got [2, 1]
          """)
  void whatIsNoRangeIsRefused(String value, String message) {
    String yaml = SMALL.replace("}}", "}, transforms: {type: scale, to: " + value + "}}");
    assertThat(problems(yaml)).isEqualTo("mnist.yaml:2:67 collect.transforms.to: " + message);
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

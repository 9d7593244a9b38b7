package dev.gatun.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.runner.definition.Node.Entry;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private static String refused(String yaml) {
    try {
      Document document = YamlReader.read(yaml, "x.yaml");
      return String.join("\n", document.problems().stream().map(Problem::toString).toList());
    } catch (DefinitionException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void keysAndValuesKnowTheirPositions() {
    Document document = YamlReader.read("a: 1\nlist:\n  - {b: 'x'}\n  - ü: y\n", "x.yaml");
    Entry a = Objects.requireNonNull(document.root().entry("a"));
    assertThat(a.position()).hasToString("x.yaml:1:1");
    assertThat(a.value()).isEqualTo(new ScalarNode(new Position("x.yaml", 1, 4), "1", true));
    ListNode list = (ListNode) Objects.requireNonNull(document.root().get("list"));
    assertThat(list.position()).hasToString("x.yaml:3:3");
    Node.MapNode map = (Node.MapNode) list.items().getFirst();
    assertThat(map.position()).hasToString("x.yaml:3:5");
    assertThat(map.entries().getFirst().position()).hasToString("x.yaml:3:6");
    assertThat(map.entries().getFirst().value().position()).hasToString("x.yaml:3:9");
    assertThat(((ScalarNode) map.entries().getFirst().value()).plain()).isFalse();
    assertThat(document.problems()).isEmpty();
  }

  @Test
  void aByteOrderMarkAndADocumentStartAreNoPartOfTheText() {
    Document document = YamlReader.read("\uFEFF---\r\na: 1\r\n", "x.yaml");
    assertThat(Objects.requireNonNull(document.root().entry("a")).position())
        .hasToString("x.yaml:2:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "~", "--- null\n"})
  void anEmptyDefinitionIsRefused(String yaml) {
    assertThat(refused(yaml))
        .isEqualTo(
            "x.yaml:1:1: the definition is empty; give it keys such as 'collect' and 'model', or"
                + " start from what 'gatun show digits' prints");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - a         | x.yaml:1:1: a definition must be a map with keys such as 'collect' and 'model', got a list
          abc         | x.yaml:1:1: a definition must be a map with keys such as 'collect' and 'model', got 'abc'
          a: b: c     | x.yaml:1:5: a ': ' is not allowed here; put text that contains ': ' in quotes, and check the indentation
          a: *y       | x.yaml:1:4 a: no anchor '&y' ends before '*y'; write the value out
          a: &x [*x]  | x.yaml:1:8 a[0]: no anchor '&x' ends before '*x'; write the value out
          a: @b       | x.yaml:1:4: text must not begin with '@'; put it in quotes
          a: !!int 5  | x.yaml:1:4 a: tags have no meaning here, got '!!int'; remove it
          a: !foo {}  | x.yaml:1:4 a: tags have no meaning here, got '!foo'; remove it
          [a]: 1      | x.yaml:1:1: a key must be text, got a list
          {a: 1}: 1   | x.yaml:1:1: a key must be text, got a map
          {~: 1}      | x.yaml:1:2: a key must be text, got nothing before ':'
          """)
  void whatIsNoDefinitionIsRefusedWithItsPosition(String yaml, String message) {
    assertThat(refused(yaml)).isEqualTo(message);
  }

  @Test
  void syntaxErrorsSayWhereTheyAreAndWhereItBegan() {
    assertThat(refused("a: [1, 2\nb: 3\n"))
        .isEqualTo(
            "x.yaml:2:2: the '[' of 1:4 must be closed, or text with special characters put in"
                + " quotes");
    assertThat(refused("a: \"x\nb: 2\n"))
        .isEqualTo(
            "x.yaml:3:1: the text ends too early; close the quotes (while scanning a quoted scalar"
                + " begun at 1:4)");
    assertThat(refused("a: 'x' y\n"))
        .isEqualTo(
            "x.yaml:1:8: nothing may stand here; check indentation and quotes (while parsing a"
                + " block mapping begun at 1:1)");
    assertThat(refused("name: x\u0007\n"))
        .isEqualTo("x.yaml:1:8: the character U+0007 is not allowed; remove it");
    assertThat(refused("%YAML 2.0\n---\na: 1\n"))
        .isEqualTo("x.yaml:1:1: must be YAML 1.2; remove the line '%YAML'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:\n\tb: 1\n", "a:\n\t- 1\n", "a: 1\n\tb: 2\n", "a:\n  b: 1\n \tc: 2\n"})
  void tabsAreNoIndentation(String yaml) {
    assertThat(refused(yaml))
        .matches("x\\.yaml:[23]:[1-4]: a line must be indented with spaces, got a tab; use spaces");
  }

  @Test
  void aKeyGivenTwiceIsReportedWithBothPositions() {
    assertThat(refused("a: 1\nmodel:\n  - {type: x, type: y}\na: 2\n"))
        .isEqualTo(
            "x.yaml:3:15 model[0].type: is given twice, first at x.yaml:3:6; remove one\n"
                + "x.yaml:4:1 a: is given twice, first at x.yaml:1:1; remove one");
  }

  @Test
  void severalDocumentsAreRefused() {
    assertThat(refused("a: 1\n---\nb: 2\n"))
        .isEqualTo(
            "x.yaml:2:1: a file must hold one definition, got another after '---'; split the file");
  }

  @Test
  void anAliasRepeatsItsAnchor() {
    Document document = YamlReader.read("a: &x {b: 1}\nc: *x\nd: &y 5\ne: *y\n", "x.yaml");
    assertThat(document.root().get("c")).isEqualTo(document.root().get("a"));
    assertThat(document.root().get("e"))
        .isEqualTo(new ScalarNode(new Position("x.yaml", 4, 4), "5", true));
  }

  @Test
  void nestingHasALimit() {
    assertThat(refused("a: " + "[".repeat(100_000)))
        .isEqualTo("x.yaml:1:67: lists and maps must nest at most 64 deep");
    StringBuilder chain = new StringBuilder("a0: &a0 [1]\n");
    for (int i = 1; i < 80; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertThat(refused(chain.toString()))
        .isEqualTo("x.yaml:64:12: lists and maps must nest at most 64 deep");
  }

  @Test
  void repetitionByAliasesHasALimit() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [1, 1]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(refused(bomb.toString()))
        .endsWith(
            ": a definition must have at most 100000 values, those repeated by aliases included")
        .startsWith("x.yaml:15:");
  }

  @Test
  void lengthHasALimit() {
    assertThat(refused("a: " + "x".repeat(1_000_000)))
        .isEqualTo("x.yaml: a definition must have at most 1000000 characters, got 1000003");
  }

  @Test
  void valuesHaveThePositionOfTheirSource() {
    Position source = Position.of("--set a=…");
    assertThat(YamlReader.value("{b: [1]}", source).position()).isEqualTo(source);
    assertThat(YamlReader.value("", source)).isEqualTo(new ScalarNode(source, "", true));
    assertThat(YamlReader.value("relu", source)).isEqualTo(new ScalarNode(source, "relu", true));
    assertThatThrownBy(() -> YamlReader.value("{b: [1]", source))
        .hasMessage(
            "--set a=…: the '{' must be closed, or text with special characters put in quotes");
  }
}

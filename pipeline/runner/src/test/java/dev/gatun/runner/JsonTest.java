package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void whatIsWrittenIsRead() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("z", 1L);
    tree.put("a", List.of(true, false, "text", Map.of("deep", List.of(List.of(), Map.of()))));
    tree.put("ünïcode \"\\\n\t\u0001€😀", "ünïcode \"\\\n\t\u0001€😀");
    tree.put("numbers", List.of(0.1, -1.5e-300, Double.MAX_VALUE, Long.MIN_VALUE, -0.0));
    tree.put("nothing", null);
    String text = Json.write(tree);
    assertThat(text).doesNotContain("\n").startsWith("{\"z\":1,\"a\":[true,false,\"text\",");
    assertThat(Json.read(text)).isEqualTo(tree);
    assertThat(Json.readObject(text).keySet()).containsExactlyElementsOf(tree.keySet());
  }

  @Test
  void numbersThatJsonLacksAreNull() {
    List<@Nullable Object> numbers =
        Arrays.asList(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.NaN, null);
    assertThat(Json.write(numbers)).isEqualTo("[null,null,null,null,null]");
  }

  @Test
  void countsAndOtherValues() {
    assertThat(Json.write(List.of(new long[][] {{1, 2}, {}}, 7, ExitCode.DATA, 0.5f)))
        .isEqualTo("[[[1,2],[]],7,\"DATA\",0.5]");
  }

  @Test
  void scalarsStandAlone() {
    assertThat(Json.read(" 7 ")).isEqualTo(7L);
    assertThat(Json.read("7.0")).isEqualTo(7.0);
    assertThat(Json.read("null")).isNull();
    assertThat(Json.read("\"x\"")).isEqualTo("x");
  }

  @Test
  void mistakesAreLocated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("{\n  \"a\": ]\n}"))
        .withMessageStartingWith("not JSON at line 2, column 8: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("[1,\n2,\n"))
        .withMessageStartingWith("not JSON at line 3, column 1: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1,",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "nul",
        "NaN",
        "'x'",
        "1 2",
        "{} {}",
        "\"open",
        "99999999999999999999",
        "\u0000",
        "[1}",
        "{\"a\":1]"
      })
  void whatIsNotJsonIsRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(text))
        .matches(e -> !String.valueOf(e.getMessage()).isBlank());
  }

  @Test
  void endlessNestingIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read("[".repeat(100_000)))
        .withMessageStartingWith("not JSON within limits: ");
  }

  @Test
  void whatIsNoObjectIsRejected() {
    for (String text : List.of("[]", "1", "null", "\"{}\"")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Json.readObject(text))
          .withMessage("not a JSON object");
    }
  }
}

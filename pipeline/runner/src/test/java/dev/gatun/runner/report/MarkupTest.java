package dev.gatun.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {
  @Test
  void textIsEscapedAndUnspeakableCharactersAreReplaced() {
    assertThat(new Markup().text("<a b='c' d=\"e\">&\u0000\uD800\uFFFF\u20AC😀\n").toString())
        .isEqualTo("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;\uFFFD\uFFFD\uFFFD\u20AC😀\n");
  }

  @Test
  void attributesAreEscaped() {
    assertThat(new Markup().empty("a", "x", 1.25, "y", 3, "z", "\"<").toString())
        .isEqualTo("<a x=\"1.3\" y=\"3\" z=\"&quot;&lt;\"/>");
  }

  @Test
  void numbersAreShort() {
    assertThat(Markup.number(0.98124)).isEqualTo("0.9812");
    assertThat(Markup.number(0.0681234)).isEqualTo("0.06812");
    assertThat(Markup.number(14.23456)).isEqualTo("14.23");
    assertThat(Markup.number(2.1)).isEqualTo("2.1");
    assertThat(Markup.number(-0.5)).isEqualTo("−0.5");
    assertThat(Markup.number(999.99999)).isEqualTo("1000");
    assertThat(Markup.number(128571.4)).isEqualTo("128,571");
    assertThat(Markup.number(54000)).isEqualTo("54,000");
    assertThat(Markup.number(0.0)).isEqualTo("0");
    assertThat(Markup.number(1.0)).isEqualTo("1");
    assertThat(Markup.number(2.5e-7)).isEqualTo("2.500e−07");
    assertThat(Markup.number(Double.NaN)).isEqualTo("NaN");
    assertThat(Markup.number(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    assertThat(Markup.exact(128571.4)).isEqualTo("128571.4");
    assertThat(Markup.exact(5.0)).isEqualTo("5");
  }
}

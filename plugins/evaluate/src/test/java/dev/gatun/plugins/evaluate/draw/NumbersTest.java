package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void numbersHaveThreeSignificantDigits() {
    assertThat(Numbers.compact(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(Numbers.compact(0)).isEqualTo("0");
    assertThat(Numbers.compact(-0.12345)).isEqualTo("−0.123");
    assertThat(Numbers.compact(1234)).isEqualTo("1234");
    assertThat(Numbers.compact(1234567)).isEqualTo("1.23e6");
    assertThat(Numbers.compact(-0.000012345)).isEqualTo("−1.23e−5");
    assertThat(Numbers.compact(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.compact(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void longCountsAreRounded() {
    assertThat(Numbers.count(9999, 10_000)).isEqualTo("9999");
    assertThat(Numbers.count(10_000, 10_000)).isEqualTo("10k");
    assertThat(Numbers.count(12_345, 10_000)).isEqualTo("12.3k");
    assertThat(Numbers.count(999_999, 10_000)).isEqualTo("1M");
    assertThat(Numbers.count(Long.MAX_VALUE, 10_000)).isEqualTo("9.22E");
  }
}

package dev.gatun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void metricsHaveFourDecimalsWhereTheseSaySomething() {
    assertThat(Figures.metric(0)).isEqualTo("0.0000");
    assertThat(Figures.metric(0.98765)).isEqualTo("0.9877");
    assertThat(Figures.metric(1e-5)).isEqualTo("1.000e-05");
    assertThat(Figures.metric(-2e9)).isEqualTo("-2.000e+09");
    assertThat(Figures.metric(Double.NaN)).isEqualTo("undefined");
  }

  @Test
  void durationsAndAmountsHaveUnits() {
    assertThat(Figures.seconds(2.14)).isEqualTo("2.1 s");
    assertThat(Figures.seconds(61.4)).isEqualTo("1 min 1 s");
    assertThat(Figures.seconds(7260)).isEqualTo("2 h 1 min");
    assertThat(Figures.bytes(12)).isEqualTo("12 bytes");
    assertThat(Figures.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Figures.count(54_000)).isEqualTo("54,000");
  }
}

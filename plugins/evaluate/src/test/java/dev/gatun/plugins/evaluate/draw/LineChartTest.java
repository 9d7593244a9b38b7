package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {

  private static final long SEED = Long.getLong("gatun.seed", 20260101L);

  private static LineChart chart(Series... series) {
    return LineChart.of("Loss", "epoch", "loss", List.of(series));
  }

  private static boolean shows(Canvas canvas, int color) {
    return IntStream.range(0, canvas.width() * canvas.height() * 4)
        .anyMatch(i -> canvas.pixel(i % (2 * canvas.width()), i / (2 * canvas.width())) == color);
  }

  @Test
  void everySeriesHasItsColour() {
    Canvas canvas =
        chart(Series.of("training", new double[] {3, 2, 1}), Series.of("", new double[] {3, 1, 1}))
            .draw(400, 300);

    assertThat(canvas.width()).isEqualTo(400);
    assertThat(canvas.height()).isEqualTo(300);
    assertThat(shows(canvas, Palette.series(0))).isTrue();
    assertThat(shows(canvas, Palette.series(1))).isTrue();
    assertThat(shows(canvas, Palette.series(2))).isFalse();
  }

  @Test
  void awkwardDataIsDrawn() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    double[][] awkward = {
      {},
      {1},
      {0},
      {nan},
      {nan, nan},
      {infinite, -infinite},
      {5, 5, 5},
      {0, 0, 0},
      {-1, -2},
      {1, nan, 2, nan, 3},
      {1e-300, 1e300},
      {-1e308, 1e308},
      {1, Math.nextUp(1.0)},
      {1e15, 1e15 + 1}
    };
    for (double[] values : awkward) {
      LineChart chart = chart(Series.of("a", values), Series.of("b", values)).withMarkers();
      assertThat(Ink.of(chart.draw(320, 240)).pixels()).isPositive();
      assertThat(Ink.of(chart.onLogarithmicAxis().draw(320, 240)).pixels()).isPositive();
    }
    assertThat(Ink.of(chart().draw(320, 240)).pixels()).isPositive();
    assertThat(Ink.of(chart().draw(1, 1)).pixels()).isNotNegative();
  }

  @Test
  void nothingReachesTheEdgeOfThePage() {
    Random random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      double offset = random.nextGaussian() * Math.pow(10, random.nextInt(-8, 9));
      double size = Math.pow(10, random.nextInt(-8, 9));
      double[] y = random.doubles(20).map(value -> offset + size * value).toArray();
      LineChart chart =
          new LineChart(
              "a title that is long ".repeat(random.nextInt(6)),
              "name of x ".repeat(random.nextInt(20)),
              "name of y ".repeat(random.nextInt(20)),
              List.of(Series.of("series ".repeat(i % 20), y), Series.of("b", y)),
              random.nextBoolean(),
              random.nextBoolean());
      int width = random.nextInt(300, 700);
      int height = random.nextInt(250, 500);
      Ink ink = Ink.of(chart.draw(width, height));
      String what = "%d by %d, %s, seed %d".formatted(width, height, chart, SEED);
      assertThat(ink.left()).as(what).isGreaterThan(8);
      assertThat(ink.top()).as(what).isGreaterThan(8);
      assertThat(ink.right()).as(what).isLessThan(2 * width - 8);
      assertThat(ink.bottom()).as(what).isLessThan(2 * height - 8);
    }
  }

  @Test
  void manySeriesLeaveRoomForTheChart() {
    Series[] many =
        IntStream.range(0, 60)
            .mapToObj(i -> Series.of("series number " + i, new double[] {i, 60 - i}))
            .toArray(Series[]::new);

    assertThat(Legend.ROW * 3).isEqualTo(new Legend(List.of(many), 500).height());
    assertThat(Ink.of(chart(many).draw(500, 300)).pixels()).isPositive();
  }

  @Test
  void panelsShareThePage() {
    LineChart one = chart(Series.of("a", new double[] {1, 2}));

    Canvas beside = LineChart.sideBySide(List.of(one, one), 600, 200);
    Canvas below = LineChart.stacked(List.of(one, one), 300, 400);

    assertThat(Ink.within(beside, 0, 0, 600, 400).pixels())
        .isEqualTo(Ink.within(beside, 600, 0, 1200, 400).pixels());
    assertThat(Ink.within(below, 0, 0, 600, 400).pixels())
        .isEqualTo(Ink.within(below, 0, 400, 600, 800).pixels());
  }

  @Test
  void thinningKeepsExtremesGapsAndEnds() {
    Random random = new Random(SEED);
    double[] x = IntStream.range(0, 100_000).mapToDouble(i -> i / 500.0).toArray();
    double[] y = random.doubles(x.length).toArray();
    y[777] = 9;
    y[1234] = -9;
    y[5000] = Double.NaN;

    int[] kept = Thinning.kept(x, y);

    assertThat(kept).hasSizeLessThan(2000).contains(0, 777, 1234, 5000, 99_999);
    assertThat(kept).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void seriesCopyTheirValues() {
    double[] y = {1, 2};
    Series series = Series.of("a", y);
    Arrays.fill(y, 5);

    assertThat(series.y(0)).isEqualTo(1);
    assertThat(series.x(1)).isEqualTo(2);
    assertThatThrownBy(() -> Series.of("a", new double[2], new double[3]))
        .hasMessage("series 'a': x and y must have the same length, got 2 and 3");
  }
}

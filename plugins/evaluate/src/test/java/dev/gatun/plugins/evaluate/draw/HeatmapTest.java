package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeatmapTest {

  private static List<String> names(int n, String prefix) {
    return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
  }

  private static long[][] diagonal(int n, long count) {
    long[][] counts = new long[n][n];
    for (int i = 0; i < n; i++) {
      counts[i][i] = count;
    }
    return counts;
  }

  @Test
  void anyNumberOfClassesFitsThePage() {
    for (int n : new int[] {1, 2, 3, 9, 10, 15, 16, 30, 31, 100, 601, 2000}) {
      for (String prefix : List.of("", "a class name that goes on and on and on ")) {
        Heatmap map = Heatmap.of("A long title ".repeat(8), names(n, prefix), diagonal(n, 123_456));
        Canvas canvas = map.draw();
        Ink ink = Ink.of(canvas);
        assertThat(ink.left()).as("%d classes", n).isGreaterThan(12);
        assertThat(ink.right()).as("%d classes", n).isLessThan(2 * canvas.width() - 12);
        assertThat(ink.bottom()).as("%d classes", n).isLessThan(2 * canvas.height() - 12);
        assertThat(canvas.width()).as("%d classes", n).isLessThan(1600);
      }
    }
  }

  @Test
  void colourIsTheShareOfTheRow() {
    long[][] counts = {{1, 1}, {0, 1_000_000}};
    Canvas canvas = Heatmap.of("", names(2, ""), counts).draw();
    int half = ColorMap.SEQUENTIAL.at(0.5);
    int full = ColorMap.SEQUENTIAL.at(1);

    long halves = count(canvas, half);
    assertThat(halves).isGreaterThan(2 * 140 * 130);
    assertThat(count(canvas, full)).isBetween(halves / 3, halves / 2 + 2000);
  }

  @Test
  void numbersAreLeftOutAboveThirtyClasses() {
    Canvas numbered = Heatmap.of("", names(30, ""), diagonal(30, 5)).draw();
    Canvas plain = Heatmap.of("", names(31, ""), diagonal(31, 5)).draw();

    assertThat(count(numbered, 0xB4B4B4)).isPositive();
    assertThat(count(plain, 0xFFFFFF)).isGreaterThan(count(numbered, 0xFFFFFF) / 3);
    int share = ColorMap.SEQUENTIAL.at(1);
    assertThat(count(plain, share)).isGreaterThanOrEqualTo(31 * 38 * 38);
  }

  @Test
  void emptyMatricesAreDrawn() {
    assertThat(Ink.of(Heatmap.of("t", List.of(), new long[0][]).draw()).pixels()).isPositive();
    assertThat(Ink.of(Heatmap.of("", names(4, ""), new long[4][4]).draw()).pixels()).isPositive();
    long[][] huge = diagonal(3, Long.MAX_VALUE);
    huge[0][1] = Long.MAX_VALUE;
    assertThat(Ink.of(Heatmap.of("", names(3, ""), huge).draw()).pixels()).isPositive();
  }

  @Test
  void shapesAndCountsAreChecked() {
    assertThatThrownBy(() -> Heatmap.of("", names(3, ""), new long[2][3]))
        .hasMessage(
            "confusion matrix: there must be one row per class and at most 2000, got 3 names, 2 rows");
    assertThatThrownBy(() -> Heatmap.of("", names(2, ""), new long[][] {{1, 2}, {3}}))
        .hasMessage("confusion matrix: row 1 must have 2 counts, got 1");
    assertThatThrownBy(() -> Heatmap.of("", names(1, ""), new long[][] {{-1}}))
        .hasMessage("confusion matrix: counts must be at least 0, got -1 in row 0");
  }

  private static long count(Canvas canvas, int color) {
    int wide = 2 * canvas.width();
    return IntStream.range(0, wide * 2 * canvas.height())
        .filter(i -> canvas.pixel(i % wide, i / wide) == color)
        .count();
  }
}

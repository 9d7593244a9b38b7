package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final long SEED = Long.getLong("gatun.seed", 20260101L);

  @Test
  void inkStaysInsideTheMeasuredBox() {
    String[] texts = {"T-shirt/top", "−0.25", "1e−6", "jÄgßf WAV…", "ĄŞČ жук αβγ", "x"};
    for (String text : texts) {
      for (double size : new double[] {11, 13, 15, 18}) {
        TextStyle style = new TextStyle(size, 0);
        double width = style.width(text);
        for (Align align : Align.values()) {
          double left = 120 - align.share() * width;
          Canvas across = Canvas.of(240, 240);
          across.text(text, 120, 100, style, align);
          Ink ink = Ink.of(across);
          check(text, ink.left(), ink.right(), left, left + width);
          check(text, ink.top(), ink.bottom(), 100 - style.ascent(), 100 + style.descent());

          Canvas upwards = Canvas.of(240, 240);
          upwards.textUp(text, 100, 120, style, align);
          Ink turned = Ink.of(upwards);
          check(text, turned.left(), turned.right(), 100 - style.ascent(), 100 + style.descent());
          double top = 240 - left - width;
          check(text, turned.top(), turned.bottom(), top, top + width);
        }
      }
    }
  }

  private static void check(String text, int from, int to, double low, double high) {
    assertThat(from / (double) Canvas.DENSITY).as(text).isGreaterThanOrEqualTo(low - 1);
    assertThat(to / (double) Canvas.DENSITY).as(text).isLessThanOrEqualTo(high + 1);
    assertThat(to - from).as(text).isGreaterThan(4);
  }

  @Test
  void widthGrowsWithSizeAndText() {
    TextStyle small = new TextStyle(11, 0);

    assertThat(new TextStyle(22, 0).width("loss")).isCloseTo(2 * small.width("loss"), within(1e-9));
    assertThat(small.width("")).isZero();
    assertThat(small.width("AV")).isLessThan(small.width("A") + small.width("V"));
  }

  @Test
  void textIsAntialiased() {
    Canvas canvas = Canvas.of(80, 30);
    canvas.text("Save", 5, 20, new TextStyle(13, 0), Align.LEFT);

    long shades =
        IntStream.range(0, 80 * 30 * 4).map(i -> canvas.pixel(i % 160, i / 160)).distinct().count();

    assertThat(shades).isGreaterThan(20);
  }

  @Test
  void longTextIsShortenedToTheLimit() {
    TextStyle style = TextStyle.SMALL;
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      String text = "class %d of \uD83D\uDE00 many".formatted(random.nextLong());
      double limit = random.nextDouble(0, 200);
      for (String shown :
          new String[] {style.shorten(text, limit), style.shortenMiddle(text, limit)}) {
        assertThat(style.width(shown)).as("seed %d", SEED).isLessThanOrEqualTo(limit + 0.5);
        assertThat(shown.isEmpty() || shown.equals(text) || shown.contains("…")).isTrue();
      }
    }
    assertThat(style.shorten("short", 100)).isEqualTo("short");
    assertThat(style.shorten("anything", 1)).isEmpty();
  }

  @Test
  void namesThatDifferAtTheEndStayDifferent() {
    TextStyle style = TextStyle.SMALL;

    assertThat(style.shortenMiddle("a rather long class name, number 7", 100))
        .startsWith("a rather")
        .endsWith("7");
  }
}

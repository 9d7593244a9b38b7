package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  private static final Pixels DARK = Pixels.of(new float[28 * 28], 1, 28, 28, 0, 1);

  @Test
  void pageHoldsImagesGapsAndCaptions() {
    ImageGrid.Row row = ImageGrid.Row.of("", List.of(DARK, DARK, DARK));
    Canvas canvas = ImageGrid.of("", List.of(), List.of(row, row), 3).draw();

    assertThat(canvas.width()).isEqualTo(12 + 3 * 84 + 2 * 8 + 12);
    assertThat(canvas.height()).isEqualTo(12 + 2 * 84 + 8 + 12);
    assertThat(canvas.pixel(24, 24)).isZero();
    assertThat(canvas.pixel(2 * (12 + 84) - 1, 24)).isZero();
    assertThat(canvas.pixel(2 * (12 + 84 + 4), 24)).isEqualTo(Palette.PAPER);
  }

  @Test
  void captionsStayInsideThePage() {
    String caption = "a caption that is much too long for one small image";
    List<ImageGrid.Tile> tiles =
        IntStream.range(0, 7).mapToObj(i -> new ImageGrid.Tile(caption, DARK)).toList();
    ImageGrid wrapped = ImageGrid.wrapped(caption.repeat(5), tiles, 3, 2).withSignedBar(0.5, "w");
    ImageGrid.Row row = ImageGrid.Row.of(caption.repeat(3), List.of(DARK, DARK));
    ImageGrid named = ImageGrid.of(caption, List.of(caption, caption, caption), List.of(row), 2);
    for (Canvas canvas : List.of(wrapped.draw(), named.draw())) {
      Ink ink = Ink.of(canvas);
      assertThat(ink.left()).isGreaterThan(12);
      assertThat(ink.right()).isLessThan(2 * canvas.width() - 12);
      assertThat(ink.bottom()).isLessThan(2 * canvas.height() - 12);
    }
  }

  @Test
  void unevenAndEmptyGridsAreDrawn() {
    Pixels small = Pixels.of(new float[] {1}, 1, 1, 1, 0, 1);
    List<ImageGrid.Row> rows =
        List.of(ImageGrid.Row.of("a", List.of(DARK, small)), ImageGrid.Row.of("", List.of()));

    assertThat(Ink.of(ImageGrid.of("", List.of("x"), rows, 1).draw()).pixels()).isPositive();
    ImageGrid none = ImageGrid.of("none", List.of(), List.of(), 1);
    assertThat(Ink.of(none.withSignedBar(0, "").draw()).pixels()).isPositive();
  }

  @Test
  void scaleIsWholeAndAtLeastOne() {
    assertThat(ImageGrid.scaleFor(28, 96)).isEqualTo(3);
    assertThat(ImageGrid.scaleFor(224, 96)).isEqualTo(1);
    assertThatThrownBy(() -> ImageGrid.of("", List.of(), List.of(), 0))
        .hasMessage("image grid: scale must be at least 1, got 0");
  }
}

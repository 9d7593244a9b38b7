package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CanvasTest {

  @Test
  void pngHasTwiceTheLogicalSizeAndTheSamePixels() throws IOException {
    Canvas canvas = Canvas.of(30, 20);
    canvas.fill(10, 5, 4, 3, 0x123456);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(canvas.png()));

    assertThat(read.getWidth()).isEqualTo(60);
    assertThat(read.getHeight()).isEqualTo(40);
    assertThat(read.getRGB(20, 10) & 0xFFFFFF).isEqualTo(0x123456);
    assertThat(read.getRGB(27, 15) & 0xFFFFFF).isEqualTo(0x123456);
    assertThat(read.getRGB(28, 10) & 0xFFFFFF).isEqualTo(Palette.PAPER);
  }

  @Test
  void sidesOutOfRangeAreRejected() {
    assertThatThrownBy(() -> Canvas.of(0, 9000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("canvas: sides must be in [1, 8192] pixels, got 0 by 9000");
  }

  @Test
  void imagesAreEnlargedWithoutSmoothing() {
    Pixels pixels = Pixels.of(new float[] {0, 1, 1, 0}, 1, 2, 2, 0, 1);
    Canvas canvas = Canvas.of(20, 20);
    canvas.image(pixels, 4, 4, 5);

    for (int i = 8; i < 28; i++) {
      for (int j = 8; j < 28; j++) {
        int expected = i < 18 == j < 18 ? 0x000000 : 0xFFFFFF;
        assertThat(canvas.pixel(j, i)).as("row %d, column %d", i, j).isEqualTo(expected);
      }
    }
    assertThat(canvas.pixel(7, 12)).isEqualTo(Palette.BORDER);
    assertThat(canvas.pixel(28, 12)).isEqualTo(Palette.BORDER);
    assertThat(canvas.pixel(6, 12)).isEqualTo(Palette.PAPER);
  }

  @Test
  void polylineLeavesGapsAndMarksLonePoints() {
    double[] x = {2, 8, 12, 16, 20, 24, 30};
    double[] y = {10, 10, Double.NaN, 10, Double.POSITIVE_INFINITY, 10, 10};
    Canvas canvas = Canvas.of(40, 20);
    canvas.polyline(x, y, Pen.solid(0, 2));

    assertThat(canvas.pixel(10, 20)).isZero();
    assertThat(canvas.pixel(24, 20)).isEqualTo(Palette.PAPER);
    assertThat(canvas.pixel(32, 20)).isZero();
    assertThat(canvas.pixel(40, 20)).isEqualTo(Palette.PAPER);
    assertThat(canvas.pixel(54, 20)).isZero();
  }

  @Test
  void linesOfWholePixelsAreSharp() {
    Canvas canvas = Canvas.of(20, 20);
    canvas.line(2, 10, 18, 10, Pen.solid(0x0072B2, 1));

    assertThat(Ink.of(canvas)).isEqualTo(new Ink(4, 19, 36, 21, 64));
  }
}
